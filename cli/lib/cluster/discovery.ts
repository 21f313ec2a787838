import { ServedResource, resource } from './resource';

/** Of `kubectl api-resources --no-headers -o wide`: name, short names if any, version, whether in namespaces, kind, verbs. */
const LINE = /^(\S+)\s+(?:\S+\s+)?(\S+)\s+(true|false)\s+(\S+)\s+(\S.*)$/;

/** The resources that kubectl has found, in its order. */
export function resourcesOf(wide: string): ServedResource[] {
  return wide.split('\n').flatMap(line => {
    const [, plural, apiVersion, namespaced, kind, rest] = LINE.exec(line.trimEnd()) ?? [];
    if (plural === undefined) return [];
    // Older ones write [get list], newer get,list and then the categories.
    const verbs = rest.startsWith('[') ? rest.slice(1, rest.indexOf(']')).split(' ') : rest.split(/\s+/)[0].split(',');
    return [{ ...resource(apiVersion, plural), kind, namespaced: namespaced === 'true', verbs }];
  });
}
