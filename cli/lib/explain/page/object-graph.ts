import { Anchors } from './anchors';
import { authorClass } from './author';
import { arrow, Box, boxOf, Canvas, drawings, heightOf } from './drawing';
import { markup, Markup } from './markup';
import { Edge, edgesOf } from './object-edges';
import { ExplainedObject, Explanation } from '../explanation';

/** The objects from the left to the right: what leads to the pods, what makes them, what they use. */
export function objectGraph({ objects }: Explanation, anchors: Anchors): Markup {
  const edges = edgesOf(objects).filter(
    ({ from, to }, n, all) => all.findIndex(each => each.from === from && each.to === to) === n,
  );
  return drawings('The objects, and what they say of each other', canvas => draw(objects, edges, anchors, canvas));
}

const GAP = 12;

function draw(
  objects: readonly ExplainedObject[], edges: readonly Edge[], anchors: Anchors, { narrow, width }: Canvas,
): { readonly height: number; readonly content: Markup } {
  const columns = narrow ? [objects.map((_, n) => n)] : columnsOf(objects, edges);
  const boxWidth = narrow ? width - 4 : Math.min(260, Math.floor((width - (columns.length - 1) * 44) / columns.length));
  const gap = columns.length < 2 ? 0 : (width - 2 - columns.length * boxWidth) / (columns.length - 1);
  const boxes = new Map<number, Box>();
  columns.forEach((column, c) => {
    let y = 2;
    for (const n of column) {
      const lines = linesOf(objects, n, edges, narrow);
      boxes.set(n, {
        x: c * (boxWidth + gap) + (narrow ? 2 : 1),
        y,
        width: boxWidth,
        lines,
        author: authorOf(objects[n]),
        href: anchors.object(objects[n]),
        label: labelOf(objects, n, edges),
        id: id(anchors, n),
        peers: edges.flatMap(({ from, to }) => from === n ? [id(anchors, to)] : to === n ? [id(anchors, from)] : []),
      });
      y += heightOf(lines) + GAP;
    }
  });
  const height = Math.max(...[...boxes.values()].map(({ y, lines }) => y + heightOf(lines))) + 4;
  return {
    height,
    content: markup`${narrow ? [] : edges.map(edge => edgeBetween(boxes.get(edge.from)!, boxes.get(edge.to)!))}${
      [...boxes].sort(([a], [b]) => a - b).map(([, box]) => boxOf(box))}`,
  };
}

function id(anchors: Anchors, n: number): string {
  return anchors.part(`g${n}`);
}

function authorOf({ itself: { origin, who } }: ExplainedObject): string {
  return authorClass({ who, component: origin.type === 'component' ? origin.name : undefined });
}

function edgeBetween(one: Box, other: Box): Markup {
  const middle = ({ y, lines }: Box) => y + heightOf(lines) / 2;
  const [from, to] = one.x <= other.x ? [one, other] : [other, one];
  // Within a column a line goes round at the left.
  if (from.x === to.x) {
    const [x, a, b] = [from.x, middle(one), middle(other)];
    return markup`<path class="arrow" data-from="${one.id}" data-to="${other.id}" d="M${x} ${a}C${x - 26} ${a} ${x - 26} ${
      b} ${x} ${b}"/>`;
  }
  return arrow([from.x + from.width, middle(from)], [to.x, middle(to)], [from.id, to.id]);
}

/** An object stands left of what it says something of. */
function columnsOf(objects: readonly ExplainedObject[], edges: readonly Edge[]): number[][] {
  const depth = (n: number, seen: readonly number[] = []): number => Math.max(0, ...edges
    .filter(({ to, from }) => to === n && !seen.includes(from)).map(({ from }) => depth(from, [...seen, n]) + 1));
  const depths = objects.map((_, n) => depth(n));
  const deepest = Math.max(...depths);
  // What is connected with nothing stands with the rest of the left.
  const columns = Array.from({ length: deepest + 1 }, (_, column) => objects.map((__, n) => n).filter(n => depths[n] === column));
  // What only leads to the pods stands right before them.
  const first = columns[0].filter(n => {
    const targets = edges.filter(({ from }) => from === n).map(({ to }) => depths[to]);
    const nearest = Math.min(...targets) - 1;
    if (targets.length === 0 || nearest <= 0) return true;
    columns[nearest].push(n);
    return false;
  });
  return [first, ...columns.slice(1)].filter(column => column.length > 0);
}

function linesOf(objects: readonly ExplainedObject[], n: number, edges: readonly Edge[], narrow: boolean): string[] {
  const { kind, name, itself, shared } = objects[n];
  const from = itself.from.map(({ property }) => property).join(', ');
  const told = narrow ? edges.filter(each => each.from === n).map(
    ({ verb, to }) => `${verb} ${objects[to].kind}/${objects[to].name}`,
  ) : [];
  const by = from ? `← ${from}` : shared ? 'shared in the chart' : itself.origin.name ?? '';
  return [kind, name, ...(by ? [by] : []), ...(told.length > 3 ? [...told.slice(0, 2), `and ${told.length - 2} more`] : told)];
}

function labelOf(objects: readonly ExplainedObject[], n: number, edges: readonly Edge[]): string {
  const { kind, name, itself } = objects[n];
  const does = edges.filter(({ from }) => from === n).map(({ verb, to }) => `${verb} ${objects[to].kind}/${objects[to].name}`);
  return [`${kind}/${name}`, `by ${itself.who}`, itself.why, ...does].filter(Boolean).join('; ');
}
