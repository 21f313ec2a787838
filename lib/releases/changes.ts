import { Release } from './release';
import { callComponent, nameOf, suits } from '../runtime/call-component';
import { Component } from '../runtime/component';
import { ownIntent } from '../runtime/own-intent';
import { WorkloadIntent } from '../runtime/workload-intent';

/** What another release changes for a workload: added and removed components, and changed settings. */
export function changesFor(workload: WorkloadIntent, from: Release, to: Release): string[] {
  const [before, after] = [componentsFor(workload, from), componentsFor(workload, to)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap(name => {
    const [old, now] = [before.get(name), after.get(name)];
    if (!old) return [`${name} is new`];
    if (!now) return [`${name} is gone`];
    return settingChanges(settingsOf(old, workload), settingsOf(now, workload)).map(change => `${name} ${change}`);
  });
}

function componentsFor(workload: WorkloadIntent, release: Release): Map<string, Component> {
  return new Map(
    release._components.filter(component => suits(component, ownIntent(workload))).map(component => [component.name, component]),
  );
}

function settingChanges(before: Record<string, string>, after: Record<string, string>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(setting => before[setting] !== after[setting])
    .map(setting => `${setting} ${before[setting] ?? '(none)'} -> ${after[setting] ?? '(none)'}`);
}

function settingsOf(component: Component, workload: WorkloadIntent): Record<string, string> {
  return callComponent(component, 'settings', nameOf(workload), () => component.settings() ?? {});
}
