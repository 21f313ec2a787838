import { Anchors } from './anchors';
import { authorClass } from './author';
import { markup, Markup } from './markup';
import { ExplainedField, ExplainedObject, Explanation } from '../explanation';
import { groupsOf, isCommon } from '../groups';
import { isWritten } from '../property-sources';
import { shortPath } from '../short-path';
import { shortValue } from '../short-value';

/** It scrolls by itself where it is wider than the window, also with the keyboard. */
export function table(label: string, heads: readonly string[], rows: readonly Markup[], look = ''): Markup {
  const head = heads.map(each => markup`<th scope="col">${each}</th>`);
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table class="${look}">
<thead><tr>${head}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

interface Leads {
  readonly value: unknown;
  readonly place: string;
  readonly to: Markup[];
}

/** More links than these would hide the first. */
const MOST_LINKS = 8;

/** What the author has written, and what comes of it. */
export function propertyTable({ objects }: Explanation, anchors: Anchors): Markup {
  const found = new Map<string, Leads>();
  for (const object of objects) {
    const whole = new Set(object.itself.from.map(({ property }) => property));
    for (const field of [object.itself, ...object.fields]) {
      for (const { property, value, place } of field.from.filter(isWritten)) {
        const leads = found.get(property) ?? { value, place, to: [] };
        found.set(property, leads);
        const isPart = field !== object.itself && (whole.has(property) || isCommon(field));
        if (!isPart && leads.to.length < MOST_LINKS) leads.to.push(linkTo(object, field, anchors));
      }
    }
  }
  const rows = [...found].sort(([one], [other]) => one < other ? -1 : 1).map(([property, { value, place, to }]) => markup`<tr>
<th scope="row">${property}</th><td><code>${shortValue(value, 200)}</code></td><td class="place">${place}</td>
<td class="leads">${to}</td></tr>`);
  return table('What you have written', ['property', 'written', 'where', 'leads to'], rows, 'fields written');
}

function linkTo(object: ExplainedObject, field: ExplainedField, anchors: Anchors): Markup {
  const href = field === object.itself ? anchors.object(object) : anchors.field(object, field);
  return markup`<a href="#${href}">${`${object.kind} ${shortPath(field.path)}`.trim()}</a> `;
}

/** An object, and each of its fields with its reason. */
export function objectDetails(object: ExplainedObject, anchors: Anchors): Markup {
  const { kind, name, itself, fields, file, shared } = object;
  const rows = groupsOf(fields).flatMap(({ fields: group }) => group.map((field, n) => (
    fieldRow(anchors.field(object, field), field, n === 0 ? group.length : 0)
  )));
  const why = `${itself.why}${shared ? ', shared in the chart' : ''}`;
  return markup`<details id="${anchors.object(object)}" class="${authorOf(itself)}">
<summary><b>${kind}/${name}</b> <span>${why}</span>${sources(itself)}</summary>
<p>By ${itself.who}, in <code>${file}</code>.</p>
${rows.length > 0 && table(`Fields of ${kind}/${name}`, ['field', 'value', 'by', 'why', 'from'], rows, 'fields')}
</details>`;
}

/** @param rows for how many fields the reason is; 0 if a row above tells it */
function fieldRow(id: string, field: ExplainedField, rows: number): Markup {
  const { path, value, who, why, from, unwritten } = field;
  const settable = from.length === 0 && unwritten.length > 0
    && markup`<span class="unwritten">set by ${unwritten.join(', ')}</span>`;
  const reason = rows > 0 && markup`<td rowspan="${rows}">${who}</td><td rowspan="${rows}">${why}</td>
<td rowspan="${rows}">${sources(field)}${settable}</td>`;
  return markup`<tr id="${id}" class="${authorOf(field)}" tabindex="-1">
<th scope="row">${path}</th><td><code>${shortValue(value, 160)}</code></td>${reason}</tr>`;
}

function sources({ from }: ExplainedField): Markup {
  return markup`${from.map(({ property, place }) => (
    markup` <span class="from">${property}${place !== '' && markup` <small>${place}</small>`}</span>`
  ))}`;
}

function authorOf({ who, origin }: ExplainedField): string {
  return authorClass({ who, component: origin.type === 'component' ? origin.name : undefined });
}
