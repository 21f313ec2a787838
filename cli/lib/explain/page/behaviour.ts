/**
 * What the page does beside being read: without it all links still lead where they should, but into closed details.
 * It makes no markup of any text.
 */
export const BEHAVIOUR = `
'use strict';
const all = selector => Array.from(document.querySelectorAll(selector));

function show() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const details = target.closest('details');
  if (details) details.open = true;
  const focused = target.matches('details') ? target.querySelector('summary') : target;
  if (focused && (details || target.hasAttribute('tabindex'))) focused.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'center' });
}
addEventListener('hashchange', show);
// A link to where one is already changes nothing else.
document.addEventListener('click', event => {
  const link = event.target.closest('a[href^="#"]');
  if (link && link.getAttribute('href') === location.hash) show();
});
show();

function light(box, on) {
  const svg = box.closest('svg');
  const near = new Set([box.dataset.id, ...(box.dataset.peers || '').split(' ')]);
  for (const other of svg.querySelectorAll('.box[data-id]')) other.classList.toggle('dimmed', on && !near.has(other.dataset.id));
  for (const line of svg.querySelectorAll('[data-from]')) {
    const mine = line.dataset.from === box.dataset.id || line.dataset.to === box.dataset.id;
    line.classList.toggle('lit', on && mine);
    line.classList.toggle('dimmed', on && !mine);
  }
}
for (const box of all('.box[data-id]')) {
  for (const name of ['pointerenter', 'focus']) box.addEventListener(name, () => light(box, true));
  for (const name of ['pointerleave', 'blur']) box.addEventListener(name, () => light(box, false));
}

for (const input of all('input[data-finds]')) {
  const part = document.getElementById(input.dataset.finds);
  const told = document.getElementById(input.getAttribute('aria-describedby'));
  input.addEventListener('input', () => {
    const wanted = input.value.trim().toLowerCase();
    let found = 0;
    for (const details of part.querySelectorAll('details')) {
      let inside = 0;
      for (const row of details.querySelectorAll('tbody tr')) {
        const hit = wanted !== '' && row.textContent.toLowerCase().includes(wanted);
        row.classList.toggle('found', hit);
        if (hit) inside += 1;
      }
      const named = details.querySelector('summary').textContent.toLowerCase().includes(wanted);
      details.hidden = wanted !== '' && inside === 0 && !named;
      details.open = wanted !== '' && inside > 0;
      found += inside;
    }
    told.textContent = wanted === '' ? '' : found === 1 ? '1 field' : found + ' fields';
  });
}
`;
