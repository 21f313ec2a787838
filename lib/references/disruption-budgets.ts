import { Fields, isFields } from './fields';
import { Pods, podsInWords } from './selectable-pods';
import { Selecting } from './selecting';
import { selectorOf } from './selector';
import { Found, foundIn, Source } from './source';

/** PodDisruptionBudgets: pods with two of them cannot be evicted at all, so that no drain of a node ends. */
export class DisruptionBudgets {
  private readonly first = new Map<Pods, string>();

  public selecting(source: Source, kind: string, name: string, spec: Fields): Selecting[] {
    if (!isFields(spec.selector)) return [];
    const selector = selectorOf(spec.selector);
    return [{
      source, kind, name, field: 'spec.selector.matchLabels', selector, judge: pods => this.judge(source, name, pods),
    }];
  }

  private judge(source: Source, name: string, pods: Pods[]): Found[] {
    const twice = pods.filter(each => this.first.has(each));
    for (const each of pods) if (!this.first.has(each)) this.first.set(each, name);
    return twice.length === 0 ? [] : [foundIn(source, {
      field: 'spec.selector',
      value: name,
      rule: `selects the pods of ${podsInWords(twice)}, as the PodDisruptionBudget ${this.first.get(twice[0])} does, and of pods `
        + 'with two budgets none can be evicted',
      fix: 'Keep one of the two.',
    })];
  }
}
