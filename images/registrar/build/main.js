"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const kubernetes_1 = require("./kubernetes");
const log_1 = require("./log");
const metrics_1 = require("./metrics");
const pods_1 = require("./pods");
const registrar_1 = require("./registrar");
const server_1 = require("./server");
const settings_1 = require("./settings");
const settings = (0, settings_1.settingsOf)(process.env);
const pods = new pods_1.Pods();
const api = process.env.KUBERNETES_API ? { url: process.env.KUBERNETES_API } : (0, kubernetes_1.apiOfPod)(process.env);
const watch = new kubernetes_1.PodWatch(api, { fieldSelector: `spec.nodeName=${settings.node}`, labelSelector: settings.podSelector }, pods);
const metrics = new metrics_1.Metrics(() => watch.connected);
const registrar = new registrar_1.Registrar(settings, pods, metrics);
(0, server_1.serve)(settings.port, () => registrar.ready, () => metrics.text());
void watch.run();
void registrar.run();
for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
        (0, log_1.log)('stopping', { signal });
        setTimeout(() => process.exit(1), 3000).unref();
        void registrar.stop().finally(() => process.exit(0));
    });
}
