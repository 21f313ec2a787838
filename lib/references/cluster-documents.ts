import { Autoscalers } from './autoscalers';
import { probedPortProblems } from './container-ports';
import { DisruptionBudgets } from './disruption-budgets';
import { Fields, fieldsOf } from './fields';
import { KnownKind, KnownKinds } from './known-kinds';
import { madeBy } from './made-objects';
import { NamedObjects } from './named-objects';
import { isSelectable, PodTemplate, podTemplatesOf, runningContainers } from './pods';
import { selectingPolicy } from './policy-ports';
import { preStopProblems } from './pre-stop';
import { IN_PODS } from './reference-fields';
import { OnReference, ReferenceWalk, Trail } from './reference-walk';
import { contentsOf, getsMoreContainers, Pods } from './selectable-pods';
import { Selecting, selectingFound } from './selecting';
import { selectorOf, selectorOfLabels } from './selector';
import { selectingService } from './service-ports';
import { ServiceUsers } from './service-users';
import { Found, foundIn, Source } from './source';
import { asString } from '../validation/words';

const WALK_OF_PODS = new ReferenceWalk(IN_PODS);

/** The documents that go to one place. */
export class ClusterDocuments {
  private readonly kinds = new KnownKinds();
  private readonly alone: Found[] = [];
  private readonly named = new NamedObjects();
  private readonly users = new ServiceUsers();
  private readonly autoscalers = new Autoscalers();
  private readonly budgets = new DisruptionBudgets();
  /** By namespace. */
  private readonly selecting = new Map<string, Selecting[]>();
  private readonly pods = new Map<string, Pods[]>();

  public add(source: Source, document: Fields): void {
    const known = this.kinds.of(document);
    const { kind } = known;
    const { name } = fieldsOf(document.metadata);
    const { namespace, isPlanned } = source;
    const templates = known.makesPods ? podTemplatesOf(kind, document) : NONE;
    for (const template of templates) this.addPods(source, kind, asString(name), document, template);
    // What a kind wrote it has judged itself; a typed property that names an object says that it is there.
    if (!isPlanned) this.judge(source, known, document, templates);
    if (known.makesObjects) for (const made of madeBy(kind, document)) this.named.add(made.kind, namespace, made.name);
    if (typeof name !== 'string') return;
    if (known.isNamed) this.named.add(kind, namespace, name, isPlanned ? undefined : document, isPlanned);
    this.addKind(source, kind, name, document);
  }

  private judge(source: Source, { walk }: KnownKind, document: Fields, templates: PodTemplate[]): void {
    const refer: OnReference = (field, wanted, around, at) => {
      this.named.refer(source, field, wanted, around, at);
      this.users.refer(source, field, wanted, around, at);
    };
    walk?.go(document, new Trail(''), refer);
    for (const { at, spec } of templates) {
      const inSpec = at === '' ? 'spec' : `${at}.spec`;
      WALK_OF_PODS.go(spec, new Trail(inSpec), refer);
      for (const container of runningContainers(spec)) {
        const where = `${inSpec}.${container.list}[${container.number}]`;
        for (const problem of probedPortProblems(container, where)) this.alone.push(foundIn(source, problem));
        for (const problem of preStopProblems(container, where, spec)) this.alone.push(foundIn(source, problem));
      }
    }
  }

  private addKind(source: Source, kind: string, name: string, document: Fields): void {
    const spec = fieldsOf(document.spec);
    switch (kind) {
      case 'Service':
        this.users.add(source.namespace, name, spec);
        return source.isPlanned ? undefined : this.select(selectingService(source, kind, name, spec));
      case 'NetworkPolicy.networking.k8s.io':
        return source.isPlanned ? undefined : this.select(selectingPolicy(source, kind, name, spec));
      case 'PodDisruptionBudget.policy': return this.select(this.budgets.selecting(source, kind, name, spec));
      case 'HorizontalPodAutoscaler.autoscaling':
      case 'ScaledObject.keda.sh': return this.autoscalers.add(source, kind, name, document);
    }
  }

  /** What is wrong with each document by itself. */
  public foundAlone(): Found[] {
    return this.alone;
  }

  /** Everything, once all documents are known. */
  public found(): Found[] {
    return [
      ...this.alone,
      ...[...this.selecting].flatMap(([namespace, all]) => selectingFound(all, this.pods.get(namespace) ?? [])),
      ...this.users.found(),
      ...this.autoscalers.found([...this.pods.values()].flat()),
      ...this.named.found(),
    ];
  }

  private select(selecting: Selecting[]): void {
    for (const each of selecting) addTo(this.selecting, each.source.namespace, each);
  }

  private addPods(
    source: Source, kind: string, name: string, document: Fields, { metadata, spec }: PodTemplate,
  ): void {
    if (!isSelectable(kind)) return;
    addTo(this.pods, source.namespace, {
      source,
      kind,
      name,
      labels: fieldsOf(metadata.labels),
      own: ownSelector(kind, document),
      ...contentsOf(spec),
      getsMore: getsMoreContainers(metadata),
    });
  }
}

const NONE: PodTemplate[] = [];

/** By which an object knows its pods. */
function ownSelector(kind: string, { spec }: Fields): Pods['own'] {
  const { selector } = fieldsOf(spec);
  if (selector === undefined) return undefined;
  return kind === 'ReplicationController' ? selectorOfLabels(selector) : selectorOf(selector);
}

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
