import { Anchors } from './anchors';
import { authorClass } from './author';
import { markup, Markup } from './markup';
import { ExplainedField, ExplainedObject, Explanation } from '../explanation';
import { groupsOf, isCommon } from '../groups';
import { shortPath } from '../short-path';
import { shortValue } from '../short-value';

export function reachTable({ doors, routes, callers, calls, limitedEgress }: Explanation): Markup {
  const come = [
    ...doors.map(({ port, endPort, protocol, container, services, peers }) => [
      port === undefined ? 'all ports' : `${protocol} ${port}${endPort ? `–${endPort}` : ''}`, container ?? '', services.join(', '), peers.join(', '),
    ]),
  ];
  return markup`${come.length === 0 ? markup`<p>Nobody but the kubelet.</p>` : table(['port', 'container', 'by Service', 'who'], come)}${
    callers.length > 0 && markup`<p>Declared callers: ${callers.map(({ namespace, name }) => `${namespace}/${name}`).join(', ')}.</p>`}${
    routes.length > 0 && table(['from outside', 'by', 'to'], routes.map(({ host, path, object, to }) => [host + path, object, to]))}<h3>Whom it calls</h3>${
    calls.length > 0 ? table(['address', 'variable', 'who must answer'], calls.map(({ host, port, variable, spiffeId }) => (
      [`${host}:${port}`, variable, spiffeId]
    ))) : markup`<p>It declares no calls.</p>`}<p>${limitedEgress
    ? 'Its NetworkPolicy limits where it may connect to.' : 'It may connect to anywhere: callees decide.'}</p>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): Markup {
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${heads.join(', ')}"><table><thead><tr>${
    heads.map(head => markup`<th scope="col">${head}</th>`)}</tr></thead><tbody>${
    rows.map(row => markup`<tr>${row.map(cell => markup`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** What the author has written, and what comes of it. */
export function propertyTable({ objects }: Explanation, anchors: Anchors): Markup {
  const found = new Map<string, { readonly value: unknown; readonly place: string; readonly leads: Markup[] }>();
  for (const object of objects) {
    for (const field of [object.itself, ...object.fields]) {
      for (const { property, value, place } of field.from) {
        const known = found.get(property) ?? { value, place, leads: [] };
        found.set(property, known);
        const isWhole = field !== object.itself && object.itself.from.some(each => each.property === property);
        if (isWhole || isCommon(field) || known.leads.length >= 8) continue;
        const href = field === object.itself ? anchors.object(object) : anchors.field(object, field);
        known.leads.push(markup`<a href="#${href}">${`${object.kind} ${shortPath(field.path)}`.trim()}</a> `);
      }
    }
  }
  const rows = [...found].sort(([a], [b]) => a < b ? -1 : 1).map(([property, { value, place, leads }]) => (
    markup`<tr><th scope="row">${property}</th><td><code>${shortValue(value, 200)}</code></td><td class="place">${place}</td><td class="leads">${leads}</td></tr>`
  ));
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="What you have written"><table class="fields written"><thead><tr>${
    ['property', 'written', 'where', 'leads to'].map(head => markup`<th scope="col">${head}</th>`)
  }</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** An object, and each of its fields with its reason. */
export function objectDetails(object: ExplainedObject, anchors: Anchors): Markup {
  const { kind, name, itself, fields, file, shared } = object;
  return markup`<details id="${anchors.object(object)}" class="${authorOf(itself)}"><summary><b>${kind}/${name}</b> <span>${itself.why}${
    shared && ', shared in the chart'}</span>${from(itself)}</summary><p>By ${itself.who}, in <code>${file}</code>.</p>${fields.length > 0
    && markup`<div class="scroll" tabindex="0" role="region" aria-label="Fields of ${kind}/${name}"><table class="fields"><thead><tr>${
      ['field', 'value', 'by', 'why', 'from'].map(head => markup`<th scope="col">${head}</th>`)
    }</tr></thead><tbody>${groupsOf(fields).map(({ fields: group }) => group.map((field, n) => row(object, field, n, group.length, anchors)))}</tbody></table></div>`
  }</details>`;
}

function row(object: ExplainedObject, field: ExplainedField, n: number, of: number, anchors: Anchors): Markup {
  const { path, value, who, why } = field;
  const shown = typeof value === 'object' && value !== null ? JSON.stringify(value) : `${value as string}`;
  const reason = n > 0 ? '' : markup`<td rowspan="${of}" class="by">${who}</td><td rowspan="${of}">${why}</td><td rowspan="${of}">${from(field)}${
    field.from.length === 0 && field.unwritten.length > 0 && markup`<span class="unwritten">set by ${field.unwritten.join(', ')}</span>`}</td>`;
  return markup`<tr id="${anchors.field(object, field)}" class="${authorOf(field)}" tabindex="-1"><th scope="row">${path}</th><td><code>${
    shortValue(shown, 160)}</code></td>${reason}</tr>`;
}

function from({ from: written }: ExplainedField): Markup {
  return markup`${written.map(({ property, place }) => markup` <span class="from">${property}${place && markup` <small>${place}</small>`}</span>`)}`;
}

function authorOf({ who, origin }: ExplainedField): string {
  return authorClass({ who, component: origin.type === 'component' ? origin.name : undefined });
}
