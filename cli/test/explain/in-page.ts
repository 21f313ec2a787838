/* What runs in the browser, as text: the types of a browser are none of Node's. */

/** What is wrong with how the page looks, and how many drawings it shows. */
export const MEASURE = `(() => {
  const wrong = [];
  document.querySelectorAll('details').forEach(details => { details.open = true; });
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) wrong.push('the page is ' + scrollWidth + ' px wide');
  const seen = [...document.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width > 0);
  for (const svg of seen) {
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('a.box')].map(box => (
      { box, label: box.getAttribute('aria-label'), at: box.querySelector('rect').getBoundingClientRect() }
    ));
    boxes.forEach(({ label, at, box }, n) => {
      for (const text of box.querySelectorAll('text')) {
        const { right, bottom } = text.getBoundingClientRect();
        if (right > at.right || bottom > at.bottom) wrong.push(text.textContent + ' flows over ' + label);
      }
      if (at.right > frame.right + 1 || at.bottom > frame.bottom + 1 || at.left < frame.left - 1) wrong.push(label + ' is cut');
      for (const other of boxes.slice(n + 1)) {
        const beside = at.right <= other.at.left || other.at.right <= at.left;
        const above = at.bottom <= other.at.top || other.at.bottom <= at.top;
        if (!beside && !above) wrong.push(label + ' lies over ' + other.label);
      }
    });
    for (const text of svg.querySelectorAll('text.in')) {
      const bar = text.previousElementSibling.getBoundingClientRect();
      if (text.getBoundingClientRect().right > bar.right) wrong.push(text.textContent + ' flows over its bar');
    }
    // Drawings are not shrunk, or nobody could read them.
    if (frame.width < Number(svg.getAttribute('width')) * 0.9) wrong.push(svg.getAttribute('aria-label') + ' is shrunk');
  }
  return { wrong, drawings: seen.length };
})()`;

/** What has the focus. */
export const FOCUSED = `(() => {
  const at = document.activeElement;
  const rect = at.querySelector('rect');
  return {
    tag: at.tagName, label: at.getAttribute('aria-label') || at.textContent, stroke: rect && getComputedStyle(rect).strokeWidth,
    open: at.closest('details') && at.closest('details').open,
  };
})()`;

/** The colours of the scheme, by their names. */
export const COLOURS = `(() => {
  const style = getComputedStyle(document.documentElement);
  const names = ['paper', 'panel', 'ink', 'faint', 'user', 'focus', 'kind', 'component', 'platform', 'patch'];
  return Object.fromEntries(names.map(name => [name, style.getPropertyValue('--' + name).trim()]));
})()`;
