import { App } from 'cdk8s';
import * as root from 'cdk8s-pinterest';
import * as platform from 'cdk8s-pinterest/platform';
import * as runtime from 'cdk8s-pinterest/runtime';
import { Callable, CALLABLES, isAbstract, PROPERTIES, Slot, supertypesOf, Type } from './api';
import { EXAMPLES } from './examples';
import { EVERYTHING } from '../../everything';
import { clusterOf, CONTAINER, OWNER } from '../../synth';

/** What the three modules export. */
export const EXPORTS: Record<string, any> = { ...root, ...platform, ...runtime };

const DECLARED = new platform.Platform({ clusters: [clusterOf(EVERYTHING)] });

/** An app in which all that users name is there, and what is right for whatever is not tried. */
export class World {
  public readonly app: App;
  public readonly chart: root.PinterestChart;
  private service?: root.PinterestService;

  constructor(app?: App) {
    this.app = app ?? new root.PinterestApp({ outdir: 'never-written', platform: DECLARED });
    this.chart = new root.PinterestChart(this.app, 'chart', { namespace: 'platform', owner: OWNER });
  }

  public get workload(): root.PinterestService {
    return this.service ??= new root.PinterestService(this.chart, 'api', { container: CONTAINER });
  }

  /** Calls a function with a value in one place. Others are right, or left out. */
  public call({ owner, name, kind, slots }: Callable, { name: place }: Slot, value: unknown): unknown {
    const last = slots.findIndex(slot => slot.name === place);
    const needed = slots.filter(({ isOptional }, n) => n <= last || !isOptional);
    const given = needed.map(slot => {
      if (slot.name === place) return value;
      return slot.isOptional ? undefined : this.example(slot.type, slot.name);
    });
    const type = EXPORTS[owner];
    if (kind !== 'new') return (kind === 'static' ? type : this.example({ name: owner }))[name](...given);
    return isAbstract(owner) ? new (class extends type {} as any)(...given) : new type(...given);
  }

  /** A value that is right. */
  public example({ name, many }: Type, field = ''): any {
    const value = this.oneOf(name, field);
    if (many === undefined) return value;
    return many === 'list' ? [value] : { a: value };
  }

  private oneOf(name: string, field: string): unknown {
    if (name in EXAMPLES) return EXAMPLES[name](this, field);
    const properties = PROPERTIES.get(name)?.all.filter(({ isOptional }) => !isOptional);
    if (properties) return Object.fromEntries(properties.map(slot => [slot.name, this.example(slot.type, slot.name)]));
    const type = EXPORTS[name];
    if (typeof type === 'object') return Object.values(type)[0];
    return Object.values(type).find(value => value instanceof type) ?? this.made(name);
  }

  private made(name: string): unknown {
    const maker = CALLABLES.find(({ owner, kind, returns }) => owner === name && (kind === 'new' || returns?.name === name))
      ?? CALLABLES.find(({ owner, kind }) => kind === 'static' && supertypesOf(owner).includes(name))!;
    const [first] = maker.slots;
    return this.call(maker, first, this.example(first.type, first.name));
  }
}
