package dev.shizuka.ledger;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database that commits, and whose answer gets lost as often as wanted. */
final class LostAnswers {
  private final AtomicInteger toLose = new AtomicInteger();

  void loseNext() {
    toLose.incrementAndGet();
  }

  DataSource between(DataSource real) {
    return proxy(DataSource.class, (proxy, method, arguments) -> {
      Object result = invoke(real, method, arguments);
      return result instanceof Connection connection ? between(connection) : result;
    });
  }

  private Connection between(Connection real) {
    return proxy(Connection.class, (proxy, method, arguments) -> {
      Object result = invoke(real, method, arguments);
      if (method.getName().equals("commit") && toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new SQLException("the answer was lost");
      }
      return result;
    });
  }

  private static Object invoke(Object real, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(LostAnswers.class.getClassLoader(), new Class<?>[]{type}, handler));
  }
}
