"use strict";
(() => {
  const color = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const charts = [];

  function options(data) {
    const axis = { border: { display: false }, grid: { color: color("line") }, ticks: { color: color("soft") }, beginAtZero: true };
    const title = text => ({ display: true, text, color: color("soft") });
    return {
      animation: false, responsive: true, maintainAspectRatio: false, interaction: { mode: "index", intersect: false },
      plugins: { legend: { position: "bottom", labels: { color: color("ink"), usePointStyle: true, boxHeight: 8 } } },
      scales: {
        x: { ...axis, stacked: data.stacked, grid: { display: false }, ticks: { color: color("soft"), maxRotation: 60, autoSkip: true, callback: function (value) {
          const label = this.getLabelForValue(value);
          return label.length > 26 ? label.slice(0, 25) + "…" : label;
        } } },
        y: { ...axis, stacked: data.stacked, title: title(data.barAxis) },
        line: { ...axis, display: data.line !== null, position: "right", grid: { display: false }, title: title(data.lineAxis) },
      },
    };
  }

  function datasets(data) {
    const bars = data.bars.map(bar => ({ type: "bar", label: bar.name, data: bar.values, backgroundColor: color(bar.color), order: 2, pointStyle: "rect" }));
    const line = data.line === null ? [] : [{
      type: "line", label: data.line.name, data: data.line.values, yAxisID: "line", borderColor: color(data.line.color),
      backgroundColor: color(data.line.color), borderWidth: 1.5, pointRadius: 0, pointStyle: "line", cubicInterpolationMode: "monotone", order: 1,
    }];
    return [...bars, ...line];
  }

  function draw() {
    charts.splice(0).forEach(chart => chart.destroy());
    for (const canvas of document.querySelectorAll("canvas[data-chart]")) {
      const data = JSON.parse(document.getElementById("chart-" + canvas.dataset.chart).textContent);
      charts.push(new Chart(canvas, { data: { labels: data.labels, datasets: datasets(data) }, options: options(data) }));
    }
    document.documentElement.dataset.charts = String(charts.length);
  }

  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  matchMedia("print").addEventListener("change", draw);
})();
