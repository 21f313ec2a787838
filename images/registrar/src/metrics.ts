import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The metrics of a registrar. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly entries = this.gauge('registrar_entries', 'Entries that this registrar has in ZooKeeper.');
  private readonly connection = this.gauge('registrar_zookeeper_connected', 'Whether there is a connection to ZooKeeper.');
  private readonly charge = this.gauge('registrar_in_charge', 'Whether this registrar, and no other, writes for its node.');
  private readonly registrations = this.counter('registrar_registrations_total', 'Entries created, including those taken over.');
  private readonly removals = this.counter('registrar_removals_total', 'Entries removed.');
  private readonly failures = this.counter('registrar_failures_total', 'Writes that ZooKeeper refused; they are retried.');
  private readonly sessions = this.counter(
    'registrar_sessions_total', 'Sessions started; each after the first means that one has expired or was superseded.',
  );
  private readonly delay = new Histogram({
    name: 'registrar_registration_seconds',
    help: 'From a pod\'s readiness, which Kubernetes records in whole seconds, to its entry.',
    buckets: [0.5, 1, 2, 5, 10, 30, 60],
    registers: [this.registry],
  });

  /**
   * @param watching whether the watches of the API server are connected
   * @param refused how many pods ask for what they cannot have
   */
  constructor(watching: () => boolean, refused: () => number) {
    collectDefaultMetrics({ register: this.registry });
    const watch = this.gauge(
      'registrar_kubernetes_connected', 'Whether the watches of the API server are connected.',
      () => watch.set(Number(watching())),
    );
    const pods = this.gauge(
      'registrar_refused_pods', 'Pods of the node whose annotation asks for what they cannot have.', () => pods.set(refused()),
    );
  }

  public text(): Promise<string> {
    return this.registry.metrics();
  }

  public connected(is: boolean): void {
    this.connection.set(Number(is));
  }

  public inCharge(is: boolean): void {
    this.charge.set(Number(is));
  }

  public session(): void {
    this.sessions.inc();
  }

  public placed(count: number): void {
    this.entries.set(count);
  }

  /** @param since when the pod became ready; undefined for an entry that was taken over */
  public registered(since: number | undefined): void {
    this.registrations.inc();
    if (since !== undefined) this.delay.observe((Date.now() - since) / 1000);
  }

  public removed(): void {
    this.removals.inc();
  }

  public failed(): void {
    this.failures.inc();
  }

  private gauge(name: string, help: string, collect?: () => void): Gauge {
    return new Gauge({ name, help, collect, registers: [this.registry] });
  }

  private counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] });
  }
}
