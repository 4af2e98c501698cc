package dev.shizuka.operator;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/** Does the same whatever happens to an object. */
record AnyChange<T>(Runnable then) implements ResourceEventHandler<T> {
  @Override
  public void onAdd(T added) {
    then.run();
  }

  @Override
  public void onUpdate(T before, T after) {
    then.run();
  }

  @Override
  public void onDelete(T deleted, boolean unknown) {
    then.run();
  }
}
