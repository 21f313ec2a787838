"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Metrics = void 0;
const prom_client_1 = require("prom-client");
/** What monitoring sees of a registrar. */
class Metrics {
    registry = new prom_client_1.Registry();
    entries = this.gauge('registrar_entries', 'Entries in ZooKeeper that this registrar keeps.');
    connection = this.gauge('registrar_zookeeper_connected', 'Whether there is a connection to ZooKeeper.');
    charge = this.gauge('registrar_in_charge', 'Whether this registrar, and no other, writes for its node.');
    registrations = this.counter('registrar_registrations_total', 'Entries made, those taken over included.');
    removals = this.counter('registrar_removals_total', 'Entries removed.');
    failures = this.counter('registrar_failures_total', 'Writes that ZooKeeper refused; they are tried again.');
    sessions = this.counter('registrar_sessions_total', 'Sessions begun; a second one means that the first expired or was superseded.');
    delay = new prom_client_1.Histogram({
        name: 'registrar_registration_seconds',
        help: 'From a pod\'s readiness, which Kubernetes tells in whole seconds, to its entry.',
        buckets: [0.5, 1, 2, 5, 10, 30, 60],
        registers: [this.registry],
    });
    /** @param watching whether the API server tells of changes */
    constructor(watching) {
        (0, prom_client_1.collectDefaultMetrics)({ register: this.registry });
        const watch = this.gauge('registrar_kubernetes_connected', 'Whether the API server tells of changes.', () => watch.set(Number(watching())));
    }
    text() {
        return this.registry.metrics();
    }
    connected(is) {
        this.connection.set(Number(is));
    }
    inCharge(is) {
        this.charge.set(Number(is));
    }
    session() {
        this.sessions.inc();
    }
    placed(count) {
        this.entries.set(count);
    }
    /** @param since when the pod became ready; nothing of an entry that was taken over */
    registered(since) {
        this.registrations.inc();
        if (since !== undefined)
            this.delay.observe((Date.now() - since) / 1000);
    }
    removed() {
        this.removals.inc();
    }
    failed() {
        this.failures.inc();
    }
    gauge(name, help, collect) {
        return new prom_client_1.Gauge({ name, help, collect, registers: [this.registry] });
    }
    counter(name, help) {
        return new prom_client_1.Counter({ name, help, registers: [this.registry] });
    }
}
exports.Metrics = Metrics;
