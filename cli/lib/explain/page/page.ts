import { createHash } from 'node:crypto';
import { Anchors } from './anchors';
import { AUTHORS } from './author';
import { BEHAVIOUR } from './behaviour';
import { LOOK } from './look';
import { markup, Markup } from './markup';
import { objectGraph } from './object-graph';
import { podDrawing } from './pod-drawing';
import { objectDetails, propertyTable, reachTable } from './tables';
import { timeLine } from './time-line';
import { Explanation } from '../explanation';
import { differentPods } from '../pod';

/** One page that needs nothing else: no network, no library. */
export function pageOf(explanations: readonly Explanation[]): string {
  const names = explanations.map(({ workload: { namespace, name } }) => `${namespace}/${name}`);
  const title = [...new Set(names)].join(', ');
  // What the manifests say is text for the browser, and if it were not: only this style and this script may run.
  const policy = `default-src 'none'; style-src '${hashOf(LOOK)}'; script-src '${hashOf(BEHAVIOUR)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>\n${markup`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${
    policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><title>${
    title}</title><style>${new Markup(LOOK)}</style></head><body><a class="skip" href="#w0-objects">To the objects</a><main>${
    explanations.map((explanation, n) => workloadOf(explanation, n, explanations.length))
  }</main><script>${new Markup(BEHAVIOUR)}</script></body></html>`.text}\n`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

const PARTS = [
  ['pods', 'Pods'], ['order', 'Start and stop'], ['reach', 'Who may reach it'], ['objects', 'Objects'], ['written', 'What you have written'],
  ['fields', 'Every field'],
] as const;

function workloadOf(explanation: Explanation, number: number, of: number): Markup {
  const { workload, place, version, objects } = explanation;
  const anchors = new Anchors(number, objects);
  const pods = differentPods(explanation.pods);
  const heading = ([part, words]: typeof PARTS[number]) => markup`<h2 id="${anchors.part(part)}">${words}</h2>`;
  const [podsPart, order, reach, objectsPart, written, fields] = PARTS.map(heading);
  const title = (object: string) => pods.length > 1 && markup`<h3>${object}</h3>`;
  return markup`<article><h1>${workload.namespace}/${workload.name}${of > 1 && ` on ${workload.cluster}`}</h1><p class="facts">${
    workload.kind} on ${workload.cluster}, Kubernetes ${version}; team ${workload.team} (${workload.contact}); release ${
    workload.release}, channel ${workload.channel}${place && markup`; made in <code>${place}</code>`}</p><nav aria-label="Parts of ${
    workload.name}"><ul>${PARTS.map(([part, words]) => markup`<li><a href="#${anchors.part(part)}">${words}</a></li>`)}</ul></nav>${
    podsPart}<ul class="legend" aria-label="Colours">${AUTHORS.map(([author, words]) => markup`<li class="${author}">${words}</li>`)}</ul>${
    pods.map((pod, n) => markup`${title(pod.object)}${podDrawing(explanation, pod, n, anchors)}`)}${
    order}<p>Not to scale.</p>${pods.map(pod => markup`${title(pod.object)}${timeLine(pod, anchors)}`)}${
    reach}${reachTable(explanation)}${objectsPart}${objectGraph(explanation, anchors)}${
    written}${propertyTable(explanation, anchors)}${fields}<div class="finder"><label for="${anchors.part('find')}">Find a field, a value or a reason</label><input id="${
    anchors.part('find')}" type="search" autocomplete="off" data-finds="${anchors.part('list')}" aria-describedby="${
    anchors.part('found')}"><p id="${anchors.part('found')}" role="status"></p></div><div id="${anchors.part('list')}">${
    objects.map(object => objectDetails(object, anchors))}</div></article>`;
}
