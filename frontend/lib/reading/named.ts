import { At, beneath, NOTHING, Reading } from './reading';
import { readString } from './scalars';
import { NamedForm } from '../model/short-forms';

/** What YAML can only name: a workload, an object in the cluster, what the platform package exports. */
export function readNamed(reading: Reading, form: NamedForm, at: At): unknown {
  const { node } = at;
  const fix = `Write ${form.names}, such as ${form.example}.`;
  // A requirement may have options, which only the platform package knows.
  if (form.finder === 'requirement' && node.type === 'mapping') {
    const entries = [...node.entries.values()];
    if (entries.length !== 1) return reading.refuse(at, 'must have one name', fix);
    const [{ name, value }] = entries;
    return reading.finders.requirement(name, beneath(at, name, value), value) ?? NOTHING;
  }
  if (node.type !== 'scalar') return reading.refuseSort(at, 'a name', fix);
  const name = readString(reading, at);
  if (name === NOTHING) return NOTHING;
  const value = found(reading, form, name as string, at);
  if (value === undefined) reading.faulty.add(at.field);
  return value ?? NOTHING;
}

function found({ finders }: Reading, { finder, importedBy }: NamedForm, name: string, at: At): unknown {
  if (finder === 'workload') return finders.workload(name, at);
  if (finder === 'container') return finders.container(name);
  if (finder === 'requirement') return finders.requirement(name, at, undefined);
  if (finder === 'platform') return finders.platform(name, at);
  return finders.object(name, at, importedBy!);
}
