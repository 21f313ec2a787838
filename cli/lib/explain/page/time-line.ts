import { authorClass } from './author';
import { Canvas, Drawn, drawings, fitting } from './drawing';
import { markup, Markup } from './markup';
import { Pod } from '../pod';
import { StartStep, StopStep } from '../pod-order';

/** What starts after what, and what ends before what. Not to scale: nobody knows how long an application takes. */
export function timeLine(pod: Pod): Markup {
  const { object, start, stop, graceSeconds } = pod;
  const starts = start.map((step, n) => markup`<li><b>${step.container}</b> ${startWords(step, n === start.length - 1)}</li>`);
  const stops = stop.map(({ container, hook, term }) => (
    markup`<li><b>${container}</b> ${hook === '' ? '' : `${hook}, `}SIGTERM ${term}</li>`
  ));
  return markup`${drawings(`Start and stop of the pods of ${object}`, canvas => draw(pod, canvas))}
<div class="steps">
<div><h4>Start</h4><ol>${starts}</ol></div>
<div><h4>Stop, within ${graceSeconds} s</h4>
<ol>${stops}<li>what still runs ${graceSeconds} s after the deletion gets SIGKILL</li></ol></div>
</div>`;
}

function startWords({ until, holds, ready }: StartStep, isLast: boolean): string {
  const next = isLast ? 'starts last' : holds ? `holds back the next one until ${until}` : 'holds nothing back';
  return ready === '' ? next : `${next}; it is ready by its ${ready}`;
}

const ROW = 34;
const TOP = 30;

/** Where on the line something is. */
interface Scale {
  readonly startStep: number;
  readonly deletion: number;
  readonly hookEnd: number;
  readonly turnStep: number;
}

function draw(pod: Pod, { narrow, width }: Canvas): Drawn {
  const { start, stop, containers, graceSeconds } = pod;
  const row = narrow ? ROW + 18 : ROW;
  const left = narrow ? 4 : 190;
  const room = width - left - 6;
  const turns = Math.max(0, ...stop.map(({ turn }) => turn)) + 1;
  // About a third each: the start, the run, the end.
  const [deletion, hookEnd] = [left + room * 0.56, left + room * 0.72];
  const scale = {
    deletion, hookEnd, startStep: room * 0.3 / Math.max(1, start.length), turnStep: (left + room * 0.97 - hookEnd) / turns,
  };
  const bottom = TOP + containers.length * row;
  const rows = containers.map((container, n) => {
    const y = TOP + n * row + (narrow ? 20 : 4);
    const at = start.findIndex(step => step.container === container.name);
    const [x, labelY] = narrow ? [left, y - 5] : [0, y + 16];
    const name = markup`<text class="name" x="${x}" y="${labelY}">${fitting(container.name, narrow ? room : left - 12)}</text>`;
    const end = stop.find(step => step.container === container.name);
    return markup`<g class="${authorClass(container)}">${name}${
      new Row(y, scale).life(left + Math.max(0, at) * scale.startStep, start[at], end)}</g>`;
  });
  const [deleted, killed] = narrow ? ['deleted', `${graceSeconds} s`] : ['the pod is deleted', `SIGKILL after ${graceSeconds} s`];
  return {
    height: bottom + 8,
    content: markup`<line class="moment" x1="${deletion}" x2="${deletion}" y1="22" y2="${bottom}"/>
<text class="more" text-anchor="middle" x="${deletion}" y="14">${deleted}</text>
<text class="more" text-anchor="end" x="${width - 2}" y="14">${killed}</text>${rows}`,
  };
}

/** The bars of one container. */
class Row {
  constructor(private readonly y: number, private readonly scale: Scale) {}

  public life(begin: number, start: StartStep | undefined, stop: StopStep | undefined): Markup {
    const { startStep, deletion, hookEnd, turnStep } = this.scale;
    if (start?.role === 'init') return this.bar('init', begin, begin + startStep - 2, 'runs and ends');
    const starts = start?.holds && this.bar('starting', begin, begin + startStep - 2, 'starts');
    const runs = this.bar('running', begin + (start?.holds ? startStep : 0), deletion, 'runs');
    if (stop === undefined) return markup`${starts}${runs}`;
    const hasHook = stop.hook !== '';
    const lasting = hasHook ? hookEnd : deletion;
    const term = stop.turn === 0 ? lasting : hookEnd + stop.turn * turnStep;
    const end = hookEnd + (stop.turn + 1) * turnStep - 4;
    return markup`${starts}${runs}${hasHook && this.bar('hook', deletion, hookEnd, hookWords(stop, hookEnd - deletion))}${
      term > lasting && this.bar('running', lasting, term)}${this.bar('ending', term, end, 'SIGTERM')}`;
  }

  private bar(look: string, x: number, end: number, words = ''): Markup {
    // A bar says nothing where there is room for a letter only: the list below says all.
    const isRoom = words !== '' && end - x >= 40;
    const text = isRoom && markup`<text class="in" x="${x + 6}" y="${this.y + 15}">${fitting(words, end - x - 8)}</text>`;
    return markup`<rect class="bar ${look}" x="${x}" y="${this.y}" width="${Math.max(2, end - x)}" height="22" rx="4"/>${text}`;
  }
}

function hookWords({ hookSeconds }: StopStep, width: number): string {
  if (hookSeconds === undefined) return 'hook';
  return width < 90 ? `${hookSeconds} s` : `hook ${hookSeconds} s`;
}
