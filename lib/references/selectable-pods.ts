import { Fields, fieldsOf, isFields, itemsOf } from './fields';
import { spoken } from './kind';
import { runningContainers } from './pods';
import { Selector, selects } from './selector';
import { Source } from './source';
import { Likeness, likeness } from './typo';
import { asString } from '../validation/words';

export interface PodPort {
  readonly name?: string;
  readonly number: unknown;
  readonly protocol: unknown;
}

/** The pods that an object of the app makes. */
export interface Pods {
  readonly source: Source;
  readonly kind: string;
  readonly name: string;
  readonly labels: Fields;
  /** By which their object knows them: no other pods have all of these. */
  readonly own?: Selector;
  readonly containers: string[];
  readonly ports: PodPort[];
  /** Whether each container that goes on says its ports: one that says none may listen anywhere. */
  readonly sayPorts: boolean;
  readonly onHostNetwork: boolean;
  /** Whether a program in the cluster may add containers. */
  readonly getsMore: boolean;
}

/** Ports and names of the containers of a pod. */
export function contentsOf(spec: Fields): Pick<Pods, 'containers' | 'ports' | 'sayPorts' | 'onHostNetwork'> {
  const containers: string[] = [];
  const ports: PodPort[] = [];
  let sayPorts = true;
  for (const { fields } of runningContainers(spec)) {
    if (typeof fields.name === 'string') containers.push(fields.name);
    const before = ports.length;
    for (const port of itemsOf(fields.ports)) if (isFields(port)) ports.push(portOf(port));
    if (ports.length === before) sayPorts = false;
  }
  return { containers, ports, sayPorts, onHostNetwork: spec.hostNetwork === true };
}

function portOf({ name, containerPort, protocol = 'TCP' }: Fields): PodPort {
  return { name: typeof name === 'string' ? name : undefined, number: containerPort, protocol };
}

/** What asks the webhook of a mesh, or another one, to put its containers into a pod. */
export function getsMoreContainers({ labels, annotations }: Fields): boolean {
  return isAskedBy(fieldsOf(labels)) || isAskedBy(fieldsOf(annotations));
}

function isAskedBy(values: Fields): boolean {
  for (const key in values) {
    if (INJECTED.test(key) && values[key] !== 'false' && values[key] !== 'disabled') return true;
  }
  return false;
}

const INJECTED = /inject|dapr\.io\/enabled/i;

/** The ports of pods, as a list of choices shows them. */
export function portNames(pods: Pods[]): string[] {
  return pods.flatMap(({ ports }) => ports.map(({ name, number }) => (
    name === undefined ? asString(number) : `${name} (${asString(number)})`
  )));
}

/** Such as `Deployment api`; of many the first. */
export function podsInWords(pods: Pods[]): string {
  const [{ kind, name }] = pods;
  return `${spoken(kind)} ${name}${pods.length > 1 ? ` and ${pods.length - 1} more` : ''}`;
}

export interface Meant {
  readonly pods: Pods;
  readonly key: string;
  readonly value: string;
  readonly likeness: Likeness;
}

/** How many pods are looked at for one that a selector may have meant. */
const MOST = 200;

/** The pods of a namespace, by those of their labels that selectors ask for. */
export class SelectablePods {
  private readonly byLabel = new Map<string, Pods[]>();

  constructor(private readonly all: Pods[], keys: ReadonlySet<string>) {
    for (const pods of all) {
      for (const key of Object.keys(pods.labels)) if (keys.has(key)) this.add(key, pods);
    }
  }

  public selectedBy(selector: Selector): Pods[] {
    let fewest = this.all;
    for (const [key, value] of Object.entries(selector.labels)) {
      const having = this.byLabel.get(labelText(key, value)) ?? NONE;
      if (having.length < fewest.length) fewest = having;
    }
    return fewest.filter(({ labels }) => selects(selector, labels));
  }

  /** Pods that a selector with a slip in one of its labels has meant, if it selects none; and the label as it was meant. */
  public meantBy(selector: Selector): Meant | undefined {
    for (const [key, value] of Object.entries(selector.labels)) {
      const { [key]: _, ...labels } = selector.labels;
      const rest = { ...selector, labels };
      for (const pods of this.selectedBy(rest).slice(0, MOST)) {
        for (const [own, text] of Object.entries(pods.labels)) {
          const isOther = own !== key && text !== value;
          const like = isOther ? Likeness.NONE : likeness(`${own}=${asString(text)}`, `${key}=${asString(value)}`);
          if (like !== Likeness.NONE) return { pods, key: own, value: asString(text), likeness: like };
        }
      }
    }
    return undefined;
  }

  private add(key: string, pods: Pods): void {
    const label = labelText(key, pods.labels[key]);
    const list = this.byLabel.get(label);
    if (list) list.push(pods);
    else this.byLabel.set(label, [pods]);
  }
}

const NONE: Pods[] = [];

function labelText(key: string, value: unknown): string {
  return `${key}=${asString(value)}`;
}
