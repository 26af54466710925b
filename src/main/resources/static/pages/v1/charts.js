// Charts that can be pointed at. The server has drawn each, and written its figures into the table below it; this draws
// the same again where there is a script, with axes, and says the values where the pointer is.

const LIBRARY = '/vendor/uplot/1.6.32/uPlot.iife.min.js';

const figures = [...document.querySelectorAll('figure[data-chart]')];
if (figures.length) {
  const script = document.createElement('script');
  script.src = LIBRARY;
  script.onload = () => figures.forEach(draw);
  document.head.append(script);
}

function draw(figure) {
  const table = figure.querySelector('table');
  const rows = [...table.tBodies[0].rows];
  const captions = rows.map(row => row.cells[0].textContent);
  const number = text => text === undefined || text === '' ? null : Number(text);
  const values = rows.map(row => number(row.dataset.value));
  const before = rows.map(row => number(row.dataset.before));
  const bars = figure.dataset.chart === 'bars';
  const percent = figure.dataset.unit === '%';
  const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

  const box = document.createElement('div');
  box.className = 'drawn';
  box.setAttribute('aria-hidden', 'true'); // the table says it in words
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  box.append(tip);
  const plot = figure.querySelector('.plot');
  let chart;

  const probe = document.createElement('span');
  probe.hidden = true;
  box.append(probe);
  // As the canvas understands it: a property's own text may be a sum of others
  const colour = name => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const size = () => ({ width: Math.floor(box.clientWidth), height: 240 });

  function make() {
    chart?.destroy();
    const ink = colour('--ink-2'), line = colour('--line'), accent = colour('--accent');
    const font = '12px ' + getComputedStyle(document.body).fontFamily;
    const series = [{}, {
      stroke: accent,
      fill: bars ? accent : undefined,
      width: bars ? 0 : 2,
      spanGaps: false,
      points: { show: !bars && values.filter(v => v !== null).length < 2 },
      paths: bars ? uPlot.paths.bars({ size: [0.78, 48], radius: 0.15 }) : undefined,
    }];
    if (bars) series.push({ stroke: ink, width: 1.5, dash: [4, 4], points: { show: false } });
    chart = new uPlot({
      ...size(),
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: !bars } },
      scales: {
        x: { time: false, range: [-0.5, captions.length - 0.5] },
        y: { range: percent ? [Number(figure.dataset.floor), 100] : (_, __, max) => [0, max > 0 ? max * 1.05 : 1] },
      },
      axes: [{
        stroke: ink, font, grid: { show: false }, ticks: { show: false }, space: 72, gap: 6, size: 28,
        incrs: [1, 2, 3, 5, 7, 10, 14, 20, 30],
        values: (_, splits) => splits.map(i => captions[i] ?? ''),
      }, {
        stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { show: false }, size: 52, gap: 6, space: 40,
        values: (_, splits) => splits.map(v => percent ? v + '%' : compact.format(v)),
      }],
      series,
      hooks: { setCursor: [point] },
    }, bars ? [captions.map((_, i) => i), values, before] : [captions.map((_, i) => i), values], box);
  }

  // The words are the table's own, so that they have the currency's decimals
  function point(u) {
    const i = u.cursor.idx;
    tip.hidden = i === null || i === undefined || u.cursor.left < 0;
    if (tip.hidden) return;
    const cells = rows[i].cells;
    tip.replaceChildren(words('strong', captions[i]), words('span', cells[1].textContent || '–'));
    if (cells[2]?.textContent) tip.append(words('span', 'before ' + cells[2].textContent, 'then'));
    const left = u.cursor.left + u.over.offsetLeft;
    const room = box.clientWidth - tip.offsetWidth - 4;
    tip.style.left = Math.max(0, Math.min(left + 12, room)) + 'px';
    tip.style.top = '4px';
  }

  function words(tag, text, name) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name) element.className = name;
    return element;
  }

  plot.before(box);
  make();
  plot.hidden = true;
  figure.querySelector('.captions').hidden = true;
  new ResizeObserver(() => { if (box.clientWidth) chart.setSize(size()); }).observe(box);
  new MutationObserver(make).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });
}
