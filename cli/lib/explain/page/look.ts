/** How the page looks. No style is in an attribute: the page's policy forbids it. */
export const LOOK = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1c2128; --faint: #59636e; --line: #d1d9e0; --panel: #f6f8fa; --focus: #0550ae;
  --user: #0969da; --kind: #6639ba; --component: #0a7d45; --platform: #6e5400; --patch: #c0262d; --door: #59636e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0d1117; --ink: #e6edf3; --faint: #9da7b1; --line: #3d444d; --panel: #161b22; --focus: #79c0ff;
    --user: #58a6ff; --kind: #bc8cff; --component: #3fb950; --platform: #d29922; --patch: #ff7b72; --door: #9da7b1;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1120px; padding: 16px 20px 64px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 24px; margin: 8px 0 4px; }
article + article { margin-top: 64px; }
h2 { font-size: 19px; margin: 36px 0 10px; border-bottom: 1px solid var(--line); }
h3 { font-size: 16px; margin: 20px 0 8px; } h4 { font-size: 15px; margin: 8px 0 4px; }
p { margin: 6px 0; } code, .place { font: 12.5px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
a { color: var(--focus); } :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; } .skip:focus { position: static; }
.facts { color: var(--faint); }
nav ul, .legend { display: flex; flex-wrap: wrap; gap: 6px 18px; list-style: none; padding: 0; margin: 10px 0; }
.legend li::before { content: ""; display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 6px;
  background: var(--author); vertical-align: -1px; }
.user { --author: var(--user); } .kind { --author: var(--kind); } .component { --author: var(--component); }
.platform { --author: var(--platform); } .patch { --author: var(--patch); } .door { --author: var(--door); }
svg { display: block; max-width: 100%; height: auto; font: 12px ui-monospace, "DejaVu Sans Mono", monospace; margin: 8px 0; }
svg.narrow { display: none; }
svg text { fill: var(--ink); } svg .more, svg .title { fill: var(--faint); } svg .name { font-weight: 700; }
.frame { fill: var(--panel); stroke: var(--line); } .box { text-decoration: none; }
.box rect { fill: var(--paper); stroke: var(--author); } .box rect.edge { fill: var(--author); stroke: none; }
.box:focus-visible { outline: none; } .box:focus-visible rect:first-of-type { stroke-width: 4; stroke: var(--focus); }
.box:hover rect:first-of-type { stroke-width: 2.5; }
.arrow { fill: none; stroke: var(--faint); opacity: .55; } .head { fill: var(--faint); opacity: .7; }
.dimmed { opacity: .25; } .arrow.lit { stroke: var(--focus); stroke-width: 2; opacity: 1; } .head.lit { fill: var(--focus);
  opacity: 1; }
.moment { stroke: var(--patch); stroke-dasharray: 4 3; }
.bar { fill: var(--author); stroke: var(--author); } .bar.running { fill-opacity: .28; }
.bar.starting, .bar.init { fill-opacity: .12; stroke-dasharray: 4 2; }
.bar.hook { fill-opacity: .5; } .bar.ending { fill-opacity: .08; }
.steps { display: grid; grid-template-columns: 1fr 1fr; gap: 0 28px; } .steps ol { margin: 0; padding-left: 22px; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin: 8px 0; }
th, td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line);
  font-size: 13.5px; }
th, .place { overflow-wrap: normal; } td.place { white-space: nowrap; }
tbody th { overflow-wrap: anywhere; font: 12.5px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
table.fields { min-width: 760px; table-layout: fixed; } table.fields td { overflow-wrap: anywhere; }
table.fields tbody th { border-left: 4px solid var(--author, transparent); padding-left: 8px; }
table.fields thead th:nth-child(1) { width: 31%; } table.fields thead th:nth-child(2) { width: 22%; }
table.fields thead th:nth-child(3) { width: 14%; } table.fields thead th:nth-child(4) { width: 18%; }
table.fields.written thead th:nth-child(1) { width: 16%; } table.fields.written thead th:nth-child(2) { width: 27%; }
table.fields.written thead th:nth-child(3) { width: 17%; } table.fields.written thead th:nth-child(4) { width: 40%; }
table.fields.written td.place { white-space: normal; }
tr:target, tr.found { background: var(--panel); outline: 2px solid var(--focus); outline-offset: -2px; }
.from { color: var(--user); } .from small, .unwritten { color: var(--faint); } .from { display: inline-block; margin-right: 8px; }
.leads a { margin-right: 8px; }
details { border: 1px solid var(--line); border-left: 5px solid var(--author); border-radius: 6px; margin: 8px 0;
  padding: 6px 12px; }
summary { cursor: pointer; } summary span { color: var(--faint); } summary .from { color: var(--user); }
label { display: block; margin: 8px 0 2px; } input { width: 100%; max-width: 420px; padding: 6px 8px; font: inherit;
  color: inherit;
  background: var(--paper); border: 1px solid var(--faint); border-radius: 6px; }
[hidden] { display: none; }
@media (max-width: 760px) {
  body { padding: 12px 14px 48px; } svg.wide { display: none; } svg.narrow { display: block; margin: 8px auto; }
.steps { grid-template-columns: 1fr; }
}
@media print { details { break-inside: avoid; } .finder { display: none; } }
`;
