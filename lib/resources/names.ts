import * as crypto from 'node:crypto';
import { isLeftOver } from '../validation/left-over';
import { Problem } from '../validation/problem';

/** The longest name of a Service, of a label's value and of a DNS label. */
export const LABEL_LENGTH = 63;

/** Stands for the run's name in content that is written before the name is known. */
export const RUN_NAME = '\uE000run\uE001';

/** A DNS label may start with a digit, a Service's name may not. */
const WORKLOAD_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** Problems of a workload's name, which all of its objects carry. */
export function nameProblems(name: string, longest = LABEL_LENGTH): Problem[] {
  if (!WORKLOAD_NAME.test(name) || isLeftOver(name)) {
    return [{
      field: 'name',
      value: name,
      rule: 'must be lower-case letters, digits and "-", starting with a letter',
      fix: 'Rename the construct\'s id, for example to "api".',
    }];
  }
  if (name.length > longest) {
    return [{
      field: 'name',
      value: name,
      rule: `must not be longer than ${longest} characters, but has ${name.length}`,
      fix: 'Shorten the construct\'s id: it becomes part of object names, DNS names and labels.',
    }];
  }
  return [];
}

/** A name derived from a workload's: `api-identity`. If that is too long, it is cut, and a hash keeps it unique. */
export function derivedName(name: string, suffix: string, longest = LABEL_LENGTH): string {
  const whole = `${name}-${suffix}`;
  if (whole.length <= longest) return whole;
  const hash = shortHash(name);
  return `${name.slice(0, longest - suffix.length - hash.length - 2).replace(/-+$/, '')}-${hash}-${suffix}`;
}

/** The first eight hexadecimal digits of the text's SHA-256. */
export function shortHash(text: string): string {
  return sha256(text).slice(0, 8);
}

/** In one call where Node has that, from 20.12 on: names of a fleet are thousands of hashes. */
const sha256: (text: string) => string = crypto.hash !== undefined
  ? text => crypto.hash('sha256', text)
  : text => crypto.createHash('sha256').update(text).digest('hex');

/** A workload among all of an app, as reports name it. */
export function workloadPath(cluster: string, namespace: string, name: string): string {
  return `${cluster}/${namespace}/${name}`;
}

/** Problems of a name that Kubernetes has taken for itself. */
export function reservedNameProblems(name: string, namespace: string): Problem[] {
  const fix = 'Rename the construct\'s id, for example to "api".';
  return name === 'default'
    ? [{ field: 'name', value: name, rule: 'is the name of the service account of all pods that name none', fix }]
    : reservedServiceProblems('name', name, namespace, fix);
}

/** The same of a Service's name. */
export function reservedServiceProblems(field: string, name: string, namespace: string, fix = 'Choose another name.'): Problem[] {
  const isServers = name === 'kubernetes' && namespace === 'default';
  return isServers ? [{ field, value: name, rule: 'is the Service of the API server itself in this namespace', fix }] : [];
}
