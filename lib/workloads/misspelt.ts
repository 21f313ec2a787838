import { isOfAnyKind, propertiesOfKind } from './kind-properties';
import { isNear } from '../validation/near';
import { Problem } from '../validation/problem';

/** What every kind has. */
const COMMON = [
  'artifact', 'calls', 'channel', 'config', 'container', 'dependencies', 'dns', 'expires', 'extendedResources', 'health',
  'hostAliases', 'imagePullSecrets', 'logs', 'network', 'owner', 'permissions', 'placement', 'ports', 'priorityClassName',
  'requirements', 'runtimeClassName', 'scratch', 'secrets', 'security', 'serviceAccount', 'stop',
];

/**
 * Properties that are none, and read like one: where types are not checked, they would be left out in silence. A program may
 * hand on properties of its own, so that others are none of our business.
 */
export function misspeltProperties(kind: string, props: object): Problem[] {
  const known = [...COMMON, ...propertiesOfKind(kind)];
  const own = Object.keys(props).filter(name => !isOfAnyKind(name));
  return misspelt(own, known).map(([name, meant]) => (
    { field: name, rule: `is no property of a ${kind}`, fix: `Did you mean ${meant}?` }
  ));
}

function misspelt(given: string[], known: string[]): [string, string][] {
  return given.filter(name => !known.includes(name)).flatMap(name => {
    const meant = known.find(each => isNear(each, name));
    return meant === undefined ? [] : [[name, meant]];
  });
}
