import { Anchors } from './anchors';
import { authorClass } from './author';
import { Canvas, drawings, fitting } from './drawing';
import { markup, Markup } from './markup';
import { Pod } from '../pod';
import { StartStep, StopStep } from '../pod-order';

/** What starts after what, and what ends before what. Not to scale: nobody knows how long an application takes. */
export function timeLine(pod: Pod, anchors: Anchors): Markup {
  return markup`${drawings(`Start and stop of the pods of ${pod.object}`, canvas => draw(pod, canvas))}<div class="steps"><div><h4 id="${
    anchors.part('start')}">Start</h4><ol>${pod.start.map((step, n) => markup`<li><b>${step.container}</b> ${
    startWords(step, n === pod.start.length - 1)}</li>`)}</ol></div><div><h4>Stop, within ${pod.graceSeconds} s</h4><ol>${
    pod.stop.map(({ container, hook, term }) => markup`<li><b>${container}</b> ${hook && `${hook}, `}SIGTERM ${term}</li>`)
  }<li>what still runs ${pod.graceSeconds} s after the deletion gets SIGKILL</li></ol></div></div>`;
}

export function startWords({ until, holds, ready }: StartStep, isLast: boolean): string {
  const next = isLast ? 'starts last' : holds ? `holds back the next one until ${until}` : 'holds nothing back';
  return `${next}${ready ? `; it is ready by its ${ready}` : ''}`;
}

const ROW = 34;

function draw(pod: Pod, { narrow, width }: Canvas): { readonly height: number; readonly content: Markup } {
  const { start, stop, containers } = pod;
  const row = narrow ? ROW + 18 : ROW;
  const left = narrow ? 4 : 190;
  const room = width - left - 6;
  const turns = Math.max(0, ...stop.map(({ turn }) => turn)) + 1;
  // A third each: the start, the run, the end.
  const startStep = room * 0.3 / Math.max(1, start.length);
  const deletion = left + room * 0.56;
  const hookEnd = deletion + room * 0.16;
  const turnStep = (left + room * 0.97 - hookEnd) / turns;
  const top = 30;
  const bottom = top + containers.length * row;
  const rows = containers.map((container, n) => {
    const y = top + n * row + (narrow ? 20 : 4);
    const at = start.findIndex(step => step.container === container.name);
    const begin = left + Math.max(0, at) * startStep;
    const end = stop.find(step => step.container === container.name);
    const label = markup`<text class="name" x="${narrow ? left : 0}" y="${narrow ? y - 5 : y + 16}">${
      fitting(container.name, narrow ? room : left - 12)}</text>`;
    return markup`<g class="${authorClass(container)}">${label}${bars(start[at], end, { y, begin, startStep, deletion, hookEnd, turnStep })}</g>`;
  });
  return {
    height: bottom + 8,
    content: markup`<line class="moment" x1="${deletion}" x2="${deletion}" y1="22" y2="${bottom}"/><text class="more" text-anchor="middle" x="${
      deletion}" y="14">${narrow ? 'deleted' : 'the pod is deleted'}</text><text class="more" text-anchor="end" x="${width - 2}" y="14">${
      narrow ? `${pod.graceSeconds} s` : `SIGKILL after ${pod.graceSeconds} s`}</text>${rows}`,
  };
}

interface Scale {
  readonly y: number;
  readonly begin: number;
  readonly startStep: number;
  readonly deletion: number;
  readonly hookEnd: number;
  readonly turnStep: number;
}

function bars(start: StartStep | undefined, stop: StopStep | undefined, scale: Scale): Markup {
  const { y, begin, startStep, deletion, hookEnd, turnStep } = scale;
  const bar = (kind: string, x: number, end: number, words = '') => markup`<rect class="bar ${kind}" x="${x}" y="${y}" width="${
    Math.max(2, end - x)}" height="22" rx="4"/>${words ? markup`<text class="in" x="${x + 6}" y="${y + 15}">${
    fitting(words, end - x - 8)}</text>` : ''}`;
  if (start?.role === 'init') return bar('init', begin, begin + startStep - 2, 'runs and ends');
  const starts = start?.holds ? bar('starting', begin, begin + startStep - 2, 'starts') : '';
  const runs = begin + (start?.holds ? startStep : 0);
  if (stop === undefined) return markup`${starts}${bar('running', runs, deletion, 'runs')}`;
  const term = stop.turn === 0 ? (stop.hook ? hookEnd : deletion) : hookEnd + stop.turn * turnStep;
  const hook = stop.hook ? bar('hook', deletion, hookEnd, hookWords(stop, hookEnd - deletion)) : '';
  const lasts = stop.hook && term > hookEnd ? bar('running', hookEnd, term) : !stop.hook && term > deletion ? bar('running', deletion, term) : '';
  const end = hookEnd + (stop.turn + 1) * turnStep - 4;
  return markup`${starts}${bar('running', runs, deletion, 'runs')}${hook}${lasts}${bar('ending', term, end, 'SIGTERM')}`;
}

function hookWords({ hookSeconds }: StopStep, width: number): string {
  if (hookSeconds === undefined) return 'hook';
  return width < 90 ? `${hookSeconds} s` : `hook ${hookSeconds} s`;
}
