import { attempt, call } from './call';
import { isEmpty } from './read';
import { At, beneath, itemOf, NOTHING, Reading } from './reading';
import { readString, refuseEmpty } from './scalars';
import { Entry, Mapping, Node, Scalar } from '../documents/node';
import { suggest } from '../documents/suggest';
import { unnamedArgumentsOf, wordsFor } from '../model/arguments';
import { Call, ClassType } from '../model/model';
import { SHORT_FORMS, ShortForm } from '../model/short-forms';

/** The function that is not written: its arguments are. */
const OF = 'of';

/** A value that the functions of its class make. */
export function readClass(reading: Reading, name: string, described: ClassType, at: At): unknown {
  const { node } = at;
  if (isEmpty(node)) return refuseEmpty(reading, at);
  const value = new ValueReader(reading, name, described);
  if (described.constructor_) return value.construct(described.constructor_, at);
  if (node.type === 'scalar') return value.readScalar(at);
  return node.type === 'list' ? value.readList(at, node.items) : value.readMapping(at, node);
}

class ValueReader {
  private readonly functions: Readonly<Record<string, Call>>;
  private readonly words: string[];
  private readonly title: string;
  /** Functions that are written by their names. */
  private readonly written: string[];

  constructor(private readonly reading: Reading, private readonly name: string, private readonly described: ClassType) {
    this.functions = { ...described.factories, ...described.methods };
    this.words = wordsFor(described).filter(word => word !== OF);
    this.title = name.split('.')[1];
    this.written = Object.keys(this.functions).filter(each => each !== OF);
  }

  /** A short form, a constant, or a function that needs no arguments. */
  public readScalar(at: At): unknown {
    const { node } = at;
    if (node.type !== 'scalar') return NOTHING;
    const { source } = node;
    if (this.words.includes(source)) return attempt(this.reading, at, () => this.valueOf(source, at));
    const short = SHORT_FORMS[this.name];
    if (short) return this.readShort(short, at, node);
    return this.reading.refuse(at, `is no ${this.title}`, this.fixFor(source));
  }

  private readShort({ pattern, rule, example, takesNumbers, callOf }: ShortForm, at: At, { value, source }: Scalar): unknown {
    if (!pattern.test(source)) return this.reading.refuse(at, rule, `Write for example ${example}.`);
    if (!(takesNumbers && typeof value === 'number') && readString(this.reading, at) === NOTHING) return NOTHING;
    const [made, ...values] = callOf(source);
    return attempt(this.reading, at, () => this.call(made, values, at));
  }

  /** What is called one after the other; or the list that `of` takes. */
  public readList(at: At, items: readonly Node[]): unknown {
    const { factories, methods } = this.described;
    const of = factories[OF];
    if (of && unnamedArgumentsOf(of).alone) return this.callOf(of, at);
    if (Object.keys(methods).length === 0) return this.reading.refuseSort(at, `a ${this.title}`, this.fixFor(''));
    if (items.length === 0) return this.reading.refuse(at, 'is empty', this.fixFor(''));
    let value: unknown;
    for (const [n, node] of items.entries()) {
      const step = itemOf(at, n, node);
      value = n === 0 ? readClass(this.reading, this.name, this.described, step) : this.follow(value, step);
      if (value === NOTHING) return NOTHING;
    }
    return value;
  }

  /** Calls by their names: one that makes the value, and those that follow. */
  public readMapping(at: At, node: Mapping): unknown {
    const { factories, methods } = this.described;
    const entries = [...node.entries.values()];
    const calls = entries.filter(({ name }) => Object.hasOwn(this.functions, name) && name !== OF);
    if (factories[OF] && calls.length === 0 && !node.entries.has(OF)) return this.callOf(factories[OF], at);
    let sound = true;
    for (const entry of entries.filter(each => !calls.includes(each))) {
      sound = false;
      this.refuseUnknown(entry, at);
    }
    const making = calls.filter(({ name }) => Object.hasOwn(factories, name));
    if (making.length === 0 && sound) {
      return this.reading.refuse(
        at, `must be made by a function of ${this.title}`, this.fixFor(''),
      );
    }
    if (making.length !== 1) {
      for (const { name, value, place } of making.slice(1)) {
        this.reading.refuse(
          beneath(at, name, value), `makes a second ${this.title}, after ${making[0].name}`, 'Write one of them.', place,
        );
      }
      return NOTHING;
    }
    let value = this.callEntry(undefined, making[0], at);
    for (const entry of calls.filter(({ name }) => Object.hasOwn(methods, name))) {
      const next = this.callEntry(value === NOTHING ? undefined : value, entry, at);
      value = value === NOTHING ? NOTHING : next;
    }
    return value;
  }

  /** A call on a value: of a list, from the second item on. */
  private follow(value: unknown, at: At): unknown {
    const { methods } = this.described;
    const { node } = at;
    const entries = node.type === 'mapping' ? [...node.entries.values()] : [];
    const fix = `Write one of ${Object.keys(methods).join(', ')}, with what it takes.`;
    if (entries.length !== 1) return this.reading.refuse(at, 'must be one call', fix);
    if (Object.hasOwn(methods, entries[0].name)) return this.callEntry(value, entries[0], at);
    this.refuseUnknown(entries[0], at);
    return NOTHING;
  }

  private callEntry(target: unknown, { name, value }: Entry, at: At): unknown {
    return this.callBy(target, name, this.functions[name], beneath(at, name, value));
  }

  private refuseUnknown({ name, place, value }: Entry, at: At): void {
    const fix = name === OF && Object.hasOwn(this.functions, OF)
      ? 'Leave it out, and write what it takes in its place.'
      : suggest('functions', this.written, name);
    this.reading.refuse(beneath(at, name, value), `is no function of ${this.title}`, fix, place);
  }

  /** @param target the value whose method it is; undefined for a function of the class */
  private callBy(target: unknown, name: string, called: Call, at: At): unknown {
    return call(this.reading, called, at, values => this.call(name, values, at, target, called.inTree));
  }

  private callOf(called: Call, at: At): unknown {
    return call(
      this.reading, called, at, values => this.call(OF, values, at, undefined, called.inTree), unnamedArgumentsOf(called),
    );
  }

  public construct(called: Call, at: At): unknown {
    const made = this.reading.finders.classOf(this.name);
    return call(this.reading, called, at, values => new made(...values), unnamedArgumentsOf(called));
  }

  private call(name: string, values: readonly unknown[], at: At, target?: unknown, inTree = false): unknown {
    const owner = (target ?? this.reading.finders.classOf(this.name)) as Record<string, (...given: unknown[]) => unknown>;
    return owner[name](...inTree ? this.reading.finders.scopeFor(at.path) : [], ...values);
  }

  private valueOf(word: string, at: At): unknown {
    if (Object.hasOwn(this.described.constants, word)) return this.reading.finders.classOf(this.name)[word];
    return this.call(word, [], at, undefined, this.described.factories[word].inTree);
  }

  private fixFor(given: string): string {
    const { of } = this.described.factories;
    const direct = of ? [`{ ${[...unnamedArgumentsOf(of).byName?.keys() ?? []].join(', ')} }`] : [];
    const names = [...this.words, ...this.written.filter(name => !this.words.includes(name)), ...direct];
    const near = suggest('values', this.words, given);
    return near.startsWith('Did') ? near : `Write ${names.length > 1 ? 'one of ' : ''}${names.join(', ')}.`;
  }
}
