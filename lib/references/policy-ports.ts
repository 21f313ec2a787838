import { Fields, fieldsOf, itemsOf } from './fields';
import { isOfLibrary } from './library';
import { PodPort, Pods, podsInWords, portNames } from './selectable-pods';
import { Selecting } from './selecting';
import { hasLabels, Selector, selectorOf } from './selector';
import { Found, foundIn, Source } from './source';
import { isHardlyAPort } from './unlisted-ports';
import { suggest } from '../validation/suggest';
import { asString } from '../validation/words';

interface Opened {
  readonly field: string;
  readonly port: string | number;
  /** The last one of a range. */
  readonly end: number;
  readonly protocol: unknown;
}

/** A NetworkPolicy that is for certain pods. */
export function selectingPolicy(source: Source, kind: string, name: string, spec: Fields): Selecting[] {
  const selector = selectorOf(spec.podSelector);
  if (!hasLabels(selector)) return [];
  const opened = openedBy(spec);
  return [{
    source, kind, name, field: 'spec.podSelector.matchLabels', selector, judge: pods => judge(source, opened, selector, pods),
  }];
}

function openedBy({ ingress }: Fields): Opened[] {
  return itemsOf(ingress).flatMap((rule, m) => itemsOf(fieldsOf(rule).ports).flatMap((item, n) => {
    const { port, endPort, protocol = 'TCP' } = fieldsOf(item);
    return typeof port === 'string' || typeof port === 'number' ? [{
      field: `spec.ingress[${m}].ports[${n}].port`, port, end: typeof endPort === 'number' ? endPort : Number(port), protocol,
    }] : [];
  }));
}

/** Only for what is about nobody else's pods: a policy for many may open ports that few of them have. */
function judge(source: Source, opened: Opened[], selector: Selector, pods: Pods[]): Found[] {
  if (pods.some(each => each.getsMore || each.onHostNetwork || !isAllOf(each, selector))) return [];
  const useless = opened.filter(each => !pods.some(({ ports }) => ports.some(port => isOpened(port, each))));
  const numbers = pods.flatMap(({ ports }) => ports).filter(port => opened.some(each => isOpened(port, each)))
    .map(({ number }) => Number(number));
  return useless.flatMap(each => {
    if (typeof each.port === 'string' || pods.every(isOfLibrary)) return [problem(source, each, pods, false)];
    return isHardlyAPort(each.port, pods, numbers) ? [problem(source, each, pods, true)] : [];
  });
}

function isAllOf({ own }: Pods, { labels }: Selector): boolean {
  return own !== undefined && own.expressions.length === 0 && hasLabels(own)
    && Object.entries(own.labels).every(([key, value]) => labels[key] === value);
}

function isOpened({ name, number, protocol }: PodPort, opened: Opened): boolean {
  if (protocol !== opened.protocol) return false;
  return name === opened.port || (typeof number === 'number' && number >= Number(opened.port) && number <= opened.end);
}

function problem(source: Source, { field, port, protocol }: Opened, pods: Pods[], isWarning: boolean): Found {
  return foundIn(source, {
    field,
    value: port,
    rule: `no container of the selected pods, those of ${podsInWords(pods)}, ${
      isWarning ? 'says that it listens there' : `has this ${asString(protocol)} port`}`,
    fix: `Open a port of theirs, or remove it. ${suggest('ports', portNames(pods), `${port}`)}`,
  }, isWarning);
}
