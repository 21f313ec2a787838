import { ItemPlace } from './pod-place';
import { RecordedItem, RecordedWorkload } from './recorded-workload';
import { Fields, isFields } from '../references/fields';

/** A workload, as far as the reasons of fields depend on it. */
export class ExplainedWorkload {
  private readonly items: Map<string, RecordedItem>;
  private readonly properties: Fields;

  constructor(private readonly recorded: RecordedWorkload) {
    this.items = new Map(recorded.items.map(item => [keyOf(item), item]));
    this.properties = isFields(recorded.properties) ? recorded.properties : {};
  }

  public get kind(): string {
    return this.recorded.kind;
  }

  /** The name of the application's container. */
  public get application(): string {
    const { container, framework } = this.properties;
    const [own, ofFramework] = [container, framework].map(value => isFields(value) ? value.name : undefined);
    return `${own ?? ofFramework ?? 'app'}`;
  }

  public itemAt(place: ItemPlace): RecordedItem | undefined {
    return this.items.get(keyOf(place));
  }

  /** The patches of its pods. */
  public get patches(): RecordedItem[] {
    return this.recorded.items.filter(({ type }) => type === 'patch');
  }

  /** Those of some properties that its author has written. */
  public written(properties: readonly string[]): string[] {
    const isWritten = (path: string) => path.split('?').every(each => isThere(this.properties, each.split('.')));
    return [...new Set(properties.filter(isWritten).map(propertyIn))];
  }

  /** What of these it has from above: of its own properties those that it has not written, and its chart has. */
  public inherited(names: readonly string[]): string[] {
    const wanted = names.map(name => name.includes('.') ? name : this.written([name]).length > 0 ? undefined : `chart.${name}`);
    return (this.recorded.inherited ?? []).map(({ property }) => property).filter(property => wanted.includes(property));
  }

  /** Whether its chart puts a label on all objects. */
  public hasOfChart(label: string): boolean {
    const labels: unknown = this.recorded.inherited?.find(({ property }) => property === 'chart.labels')?.value;
    return isFields(labels) && label in labels;
  }

  /** The property in which the author has written something that is his own, and not only a consequence. */
  public propertyOf({ type, name, container }: ItemPlace, mountsOf: (volume: string) => string[]): string | undefined {
    if (container !== undefined && container !== this.application) return undefined;
    const { container: own, scratch } = this.properties;
    const { envVariables, volumeMounts } = isFields(own) ? own : {} as Fields;
    const has = (list: unknown, paths: string[]) => (
      Array.isArray(list) && list.some(each => isFields(each) && paths.includes(`${each.path}`))
    );
    if (type === 'container') return name === this.application ? 'container' : undefined;
    if (type === 'variable') return isFields(envVariables) && name in envVariables ? 'container.envVariables' : undefined;
    const paths = type === 'mount' ? [name] : type === 'volume' ? mountsOf(name) : [];
    if (has(scratch, paths)) return 'scratch';
    return has(volumeMounts, paths) ? 'container.volumeMounts' : undefined;
  }
}

/** The property that a reason names, without what it asks of the items of a list, and without its condition. */
export function propertyIn(path: string): string {
  return path.split(/\[\]|\?/)[0];
}

function isThere(value: unknown, [step, ...inner]: string[]): boolean {
  if (value === undefined || value === null) return false;
  if (step === undefined) return true;
  const [name, wanted] = step.split('=');
  const field = isFields(value) ? value[name.replace('[]', '')] : undefined;
  if (wanted !== undefined) return `${field as string}` === wanted;
  return name.endsWith('[]') ? Array.isArray(field) && field.some(item => isThere(item, inner)) : isThere(field, inner);
}

function keyOf({ type, name, container }: ItemPlace): string {
  return JSON.stringify([type, name, container]);
}
