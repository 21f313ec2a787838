import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { awaited, isHeld } from './decision';
import { Gate } from './gate';

/** The gate's metrics, computed when they are scraped. */
export function metricsOf(gate: Gate): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'node_gate_nodes',
    help: 'Nodes, by whether they still have the startup taint.',
    labelNames: ['state'],
    registers,
    collect() {
      const nodes = [...gate.nodes.items.values()];
      const held = nodes.filter(isHeld).length;
      this.set({ state: 'held' }, held);
      this.set({ state: 'open' }, nodes.length - held);
    },
  });
  new Gauge({
    name: 'node_gate_awaited',
    help: 'Nodes on which a daemon of a release is not ready.',
    labelNames: ['release', 'daemon'],
    registers,
    collect() {
      for (const [release, daemons] of gate.runtime.releases) {
        for (const daemon of daemons) this.set({ release, daemon }, 0);
        for (const node of gate.nodes.items.values()) {
          for (const daemon of awaited(release, node, gate.runtime)) this.inc({ release, daemon });
        }
      }
    },
  });
  const counter = (name: string, help: string, value: () => number) =>
    new Counter({ name, help, registers, collect() { this.reset(); this.inc(value()); } });
  counter('node_gate_opened_total', 'Nodes whose startup taint this replica removed.', () => gate.opened);
  counter('node_gate_patch_failures_total', 'Patches of nodes that failed.', () => gate.patchFailures);
  counter('node_gate_watch_failures_total', 'Watches that broke.', () => gate.watchFailures);
  return registry;
}
