import { createHash } from 'node:crypto';
import { Anchors } from './anchors';
import { AUTHORS } from './author';
import { BEHAVIOUR } from './behaviour';
import { LOOK } from './look';
import { markup, Markup } from './markup';
import { objectGraph } from './object-graph';
import { podDrawing } from './pod-drawing';
import { reachOf } from './reach';
import { objectDetails, propertyTable } from './tables';
import { timeLine } from './time-line';
import { Explanation } from '../explanation';
import { differentPods } from '../pod';

/** One page that needs nothing else: no network, no library. */
export function pageOf(explanations: readonly Explanation[]): string {
  const names = explanations.map(({ workload: { namespace, name } }) => `${namespace}/${name}`);
  const several = explanations.length > 1;
  return `<!doctype html>\n${markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${[...new Set(names)].join(', ')}</title>
<style>${new Markup(LOOK)}</style>
</head>
<body>
<a class="skip" href="#w0-objects">To the objects</a>
<main>${explanations.map((explanation, n) => workloadOf(explanation, n, several))}</main>
<script>${new Markup(BEHAVIOUR)}</script>
</body>
</html>`.text}\n`;
}

/** What manifests say is text for the browser; and if it were not, only this style and this script may run. */
function policy(): string {
  const [style, script] = [LOOK, BEHAVIOUR].map(text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return `default-src 'none'; style-src ${style}; script-src ${script}; base-uri 'none'; form-action 'none'`;
}

const PARTS = {
  pods: 'Pods',
  order: 'Start and stop',
  reach: 'Who may reach it',
  objects: 'Objects',
  written: 'What you have written',
  fields: 'Every field',
};

function workloadOf(explanation: Explanation, number: number, several: boolean): Markup {
  const { workload, place, version, objects } = explanation;
  const anchors = new Anchors(number, objects);
  const pods = differentPods(explanation.pods);
  const heading = (part: keyof typeof PARTS) => markup`<h2 id="${anchors.part(part)}">${PARTS[part]}</h2>`;
  const links = Object.entries(PARTS).map(([part, words]) => markup`<li><a href="#${anchors.part(part)}">${words}</a></li>`);
  const title = (object: string) => pods.length > 1 && markup`<h3>${object}</h3>`;
  const facts = `${workload.kind} on ${workload.cluster}, Kubernetes ${version}; team ${workload.team} (${workload.contact}); `
    + `release ${workload.release}, channel ${workload.channel}`;
  return markup`<article>
<h1>${workload.namespace}/${workload.name}${several && ` on ${workload.cluster}`}</h1>
<p class="facts">${facts}${place !== '' && markup`; made in <code>${place}</code>`}</p>
<nav aria-label="Parts of ${workload.name}"><ul>${links}</ul></nav>
${heading('pods')}
<ul class="legend" aria-label="Colours">${AUTHORS.map(([author, words]) => markup`<li class="${author}">${words}</li>`)}</ul>
${pods.map((pod, n) => markup`${title(pod.object)}${podDrawing(explanation, pod, n, anchors)}`)}
${heading('order')}
<p>Not to scale.</p>
${pods.map(pod => markup`${title(pod.object)}${timeLine(pod)}`)}
${heading('reach')}
${reachOf(explanation)}
${heading('objects')}
${objectGraph(explanation, anchors)}
${heading('written')}
${propertyTable(explanation, anchors)}
${heading('fields')}
${finder(anchors)}
<div id="${anchors.part('list')}">${objects.map(object => objectDetails(object, anchors))}</div>
</article>`;
}

function finder(anchors: Anchors): Markup {
  const [find, list, found] = ['find', 'list', 'found'].map(part => anchors.part(part));
  return markup`<div class="finder">
<label for="${find}">Find a field, a value or a reason</label>
<input id="${find}" type="search" autocomplete="off" data-finds="${list}" aria-describedby="${found}">
<p id="${found}" role="status"></p>
</div>`;
}
