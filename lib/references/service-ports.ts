import { Fields, fieldsOf, itemsOf } from './fields';
import { isOfLibrary } from './library';
import { Pods, podsInWords, portNames } from './selectable-pods';
import { Selecting } from './selecting';
import { hasLabels, selectorOfLabels } from './selector';
import { Found, foundIn, Source } from './source';
import { isHardlyAPort } from './unlisted-ports';
import { suggest } from '../validation/suggest';
import { asString } from '../validation/words';

interface Target {
  readonly field: string;
  readonly port: string | number;
  readonly protocol: unknown;
}

/** A Service that selects pods. */
export function selectingService(source: Source, kind: string, name: string, spec: Fields): Selecting[] {
  const selector = selectorOfLabels(spec.selector);
  if (!hasLabels(selector) || spec.type === 'ExternalName') return [];
  const targets = targetsOf(spec);
  const isHeadless = spec.clusterIP === 'None';
  return [{ source, kind, name, field: 'spec.selector', selector, judge: pods => judge(source, targets, isHeadless, pods) }];
}

function targetsOf({ ports }: Fields): Target[] {
  return itemsOf(ports).flatMap((item, n) => {
    const { port, targetPort, protocol = 'TCP' } = fieldsOf(item);
    const isSaid = targetPort !== undefined && targetPort !== null && targetPort !== '' && targetPort !== 0;
    const target = isSaid ? targetPort : port;
    return typeof target === 'string' || typeof target === 'number'
      ? [{ field: `spec.ports[${n}].${isSaid ? 'targetPort' : 'port'}`, port: target, protocol }] : [];
  });
}

function judge(source: Source, targets: Target[], isHeadless: boolean, pods: Pods[]): Found[] {
  const missing = targets.filter(target => !pods.some(({ ports }) => (
    ports.some(each => each.number === target.port || isNamed(each, target))
  )));
  if (missing.length === 0 || pods.some(({ getsMore }) => getsMore)) return [];
  const numbers = numbersOf(targets, pods);
  return missing.flatMap(target => {
    if (typeof target.port === 'string') return [problem(source, target, pods, false)];
    // The clients of a headless Service choose the port.
    if (isHeadless || pods.some(({ onHostNetwork }) => onHostNetwork)) return [];
    if (pods.every(isOfLibrary)) return [problem(source, target, pods, false)];
    return isHardlyAPort(target.port, pods, numbers) ? [problem(source, target, pods, true)] : [];
  });
}

/** The numbers of all targets, of those that are named, too. */
function numbersOf(targets: Target[], pods: Pods[]): number[] {
  return targets.flatMap(target => typeof target.port === 'number' ? [target.port] : (
    pods.flatMap(({ ports }) => ports.filter(port => isNamed(port, target)).map(({ number }) => Number(number)))
  ));
}

function isNamed({ name, protocol }: Pods['ports'][0], target: Target): boolean {
  return name === target.port && protocol === target.protocol;
}

function problem(source: Source, { field, port, protocol }: Target, pods: Pods[], isWarning: boolean): Found {
  const what = field.endsWith('.port') ? 'is the port of the pods, too, since there is no targetPort, but ' : '';
  return foundIn(source, {
    field,
    value: port,
    rule: `${what}no container of the selected pods, those of ${podsInWords(pods)}, ${
      isWarning ? 'says that it listens there' : `has this ${asString(protocol)} port`}`,
    fix: `Write the targetPort that is meant, or add the port to a container. ${suggest('ports', portNames(pods), `${port}`)}`,
  }, isWarning);
}
