import { Anchors } from './anchors';
import { authorClass } from './author';
import { arrow, Box, boxOf, Canvas, drawings, heightOf } from './drawing';
import { markup, Markup } from './markup';
import { Door, portOf } from '../doors';
import { Explanation } from '../explanation';
import { Pod, PodContainer, PodVolume } from '../pod';

const GAP = 14;
const ROLES = { application: 'application', sidecar: 'sidecar', init: 'init container' };

/** Who may come, the containers, and the volumes that they mount. */
export function podDrawing(explanation: Explanation, pod: Pod, number: number, anchors: Anchors): Markup {
  return drawings(`The pods of ${pod.object}`, canvas => draw(explanation, pod, number, anchors, canvas));
}

function draw(
  { doors, purposes }: Explanation, pod: Pod, number: number, anchors: Anchors, { narrow, width }: Canvas,
): { readonly height: number; readonly content: Markup } {
  const id = (type: string, name: string | number) => `${anchors.part(`p${number}`)}-${type}-${name}`;
  const inner = narrow ? width - 24 : Math.floor((width - 120) / 3);
  const [left, middle, right] = narrow ? [12, 12, 12] : [1, inner + 50, 2 * inner + 90];
  const used = doors.filter(door => door.port === undefined || pod.containers.some(({ name }) => name === door.container));

  const doorBoxes = stacked(used, left, narrow ? 2 : 34, inner, (door, n): Omit<Box, 'x' | 'y' | 'width'> => ({
    lines: doorLines(door),
    author: 'door',
    href: anchors.part('reach'),
    label: `${door.peers.join(', ')} may reach ${portOf(door)}${door.container ? ` of ${door.container}` : ''}`,
    id: id('d', n),
    peers: [id('c', pod.containers.findIndex(({ name }) => name === door.container))],
  }));
  const top = narrow && doorBoxes.length > 0 ? bottomOf(doorBoxes) + 40 : 34;
  const containerBoxes = stacked(pod.containers, middle, top, inner, (container, n) => ({
    lines: containerLines(container, narrow),
    author: authorClass(container),
    id: id('c', n),
    href: anchors.at(pod.object, pathOf(pod, container)),
    label: `${ROLES[container.role]} ${container.name}, ${byWords(container, purposes)}`,
    peers: [
      ...container.mounts.map(({ volume }) => id('v', pod.volumes.findIndex(({ name }) => name === volume))),
      ...used.flatMap(({ container: at }, door) => at === container.name ? [id('d', door)] : []),
    ],
  }));
  const volumeBoxes = stacked(pod.volumes, right, narrow ? bottomOf(containerBoxes) + 24 : top, inner, (volume, n) => ({
    lines: volumeLines(volume),
    author: authorClass(volume),
    id: id('v', n),
    href: anchors.at(pod.object, `${pod.at}.spec.volumes[${volume.name}]`),
    label: `volume ${volume.name}, ${volume.type}, ${byWords(volume, purposes)}`,
    peers: pod.containers.flatMap(({ mounts }, c) => mounts.some(mount => mount.volume === volume.name) ? [id('c', c)] : []),
  }));
  const frame = { x: narrow ? 0 : middle - 22, y: narrow ? top - 30 : 4 };
  const bottom = Math.max(bottomOf(containerBoxes), bottomOf(volumeBoxes), narrow ? 0 : bottomOf(doorBoxes)) + 16;
  return {
    height: bottom + 2,
    content: markup`<rect class="frame" x="${frame.x + 1}" y="${frame.y}" width="${width - frame.x - 2}" height="${
      bottom - frame.y}" rx="10"/><text class="title" x="${frame.x + 16}" y="${frame.y + 20}">pod</text>${
      narrow ? [] : lines(used, doorBoxes, pod, containerBoxes, volumeBoxes)}${
      [...doorBoxes, ...containerBoxes, ...volumeBoxes].map(boxOf)}`,
  };
}

function stacked<T>(
  things: readonly T[], x: number, top: number, width: number, describe: (thing: T, n: number) => Omit<Box, 'x' | 'y' | 'width'>,
): Box[] {
  let y = top;
  return things.map((thing, n) => {
    const box = { ...describe(thing, n), x, y, width };
    y += heightOf(box.lines) + GAP;
    return box;
  });
}

function bottomOf(boxes: readonly Box[]): number {
  const last = boxes.at(-1);
  return last ? last.y + heightOf(last.lines) : 0;
}

function lines(doors: readonly Door[], doorBoxes: Box[], pod: Pod, containerBoxes: Box[], volumeBoxes: Box[]): Markup[] {
  const middle = ({ y, lines: own }: Box) => y + heightOf(own) / 2;
  const connect = (from: Box, to: Box) => arrow([from.x + from.width, middle(from)], [to.x, middle(to)], [from.id, to.id]);
  return [
    ...doors.flatMap(({ container }, n) => {
      const at = pod.containers.findIndex(({ name }) => name === container);
      return at < 0 ? [] : [connect(doorBoxes[n], containerBoxes[at])];
    }),
    ...pod.containers.flatMap(({ mounts }, c) => [...new Set(mounts.map(({ volume }) => volume))].flatMap(volume => {
      const at = pod.volumes.findIndex(({ name }) => name === volume);
      return at < 0 ? [] : [connect(containerBoxes[c], volumeBoxes[at])];
    })),
  ];
}

function doorLines(door: Door): string[] {
  const { peers, services } = door;
  const shown = peers.length > 3 ? [...peers.slice(0, 2), `and ${peers.length - 2} more`] : peers;
  return [portOf(door), ...shown, ...(services.length > 0 ? [`by ${services.join(', ')}`] : [])];
}

function containerLines({ name, role, image, ports, component, who, mounts }: PodContainer, narrow: boolean): string[] {
  const at = ports.map(({ name: port, number }) => port ? `${port} ${number}` : `${number}`).join(', ');
  return [
    name, `${ROLES[role]}, ${component ?? (role === 'application' ? 'yours' : who)}`, image.split('/').at(-1)!,
    ...(at ? [`ports ${at}`] : []),
    ...(narrow && mounts.length > 0 ? [`mounts ${[...new Set(mounts.map(({ volume }) => volume))].join(', ')}`] : []),
  ];
}

function volumeLines({ name, type, of }: PodVolume): string[] {
  return [name, of.length > 0 ? `${type}: ${of.join(', ')}` : type];
}

function byWords({ who, component }: { readonly who: string; readonly component?: string }, purposes: ReadonlyMap<string,
  string>): string {
  const purpose = component && purposes.get(component);
  return `by ${who}${purpose ? `: ${purpose}` : ''}`;
}

function pathOf({ at, start }: Pod, { name, role }: PodContainer): string {
  const step = start.find(({ container }) => container === name);
  return `${at}.spec.${role !== 'application' && step?.inInit ? 'initContainers' : 'containers'}[${name}]`;
}
