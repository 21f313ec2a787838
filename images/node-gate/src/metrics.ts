import { awaited, isHeld } from './decision';
import { Gate } from './gate';

/** In the text format of Prometheus. */
export function metricsOf(gate: Gate): string {
  const nodes = [...gate.nodes.items.values()];
  const waiting = [...gate.runtime.releases].flatMap(([release, daemons]) => daemons.map(daemon => ({ release, daemon, count: 0 })));
  for (const node of nodes) {
    for (const release of gate.runtime.releases.keys()) {
      for (const daemon of awaited(release, node, gate.runtime)) waiting.find(each => each.release === release && each.daemon === daemon)!.count++;
    }
  }
  return [
    ...metric('node_gate_nodes', 'gauge', 'Nodes, by whether they still have the startup taint.', [
      ['{state="held"}', nodes.filter(isHeld).length],
      ['{state="open"}', nodes.filter(node => !isHeld(node)).length],
    ]),
    ...metric('node_gate_awaited', 'gauge', 'Nodes on which a daemon of a release is not ready.',
      waiting.map(({ release, daemon, count }) => [`{release="${release}",daemon="${daemon}"}`, count])),
    ...metric('node_gate_opened_total', 'counter', 'Nodes whose startup taint this replica removed.', [['', gate.opened]]),
    ...metric('node_gate_patch_failures_total', 'counter', 'Patches of nodes that failed.', [['', gate.patchFailures]]),
    ...metric('node_gate_watch_failures_total', 'counter', 'Watches that broke.', [
      ['{resource="nodes"}', gate.nodes.failures],
      ['{resource="daemonsets"}', gate.daemonSets.failures],
      ['{resource="pods"}', gate.pods.failures],
    ]),
    ...metric('process_resident_memory_bytes', 'gauge', 'Resident memory.', [['', process.memoryUsage.rss()]]),
    '',
  ].join('\n');
}

function metric(name: string, type: string, help: string, values: [labels: string, value: number][]): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...values.map(([labels, value]) => `${name}${labels} ${value}`)];
}
