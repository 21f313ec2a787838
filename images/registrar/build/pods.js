"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Pods = void 0;
const entry_1 = require("./entry");
const log_1 = require("./log");
/** The entries that there should be, by pod. A pod that has none is not kept. */
class Pods {
    /** Whether the API server has told of every pod at least once. */
    listed = false;
    entries = new Map();
    tell = () => undefined;
    /** Tells of each entry that is now wanted or no longer; nobody else is told from now on. */
    onChange(tell) {
        this.tell = tell;
    }
    wanted() {
        return [...this.entries.values()];
    }
    changed(pod) {
        this.set(pod.metadata.uid, this.read(pod));
    }
    deleted({ metadata: { uid } }) {
        this.set(uid, undefined);
    }
    /** All pods that there are: what was known of others is void. */
    list(pods) {
        const uids = new Set(pods.map(({ metadata }) => metadata.uid));
        for (const uid of [...this.entries.keys()].filter(each => !uids.has(each)))
            this.set(uid, undefined);
        for (const pod of pods)
            this.changed(pod);
        this.listed = true;
    }
    read(pod) {
        try {
            return (0, entry_1.entryOf)(pod);
        }
        catch (error) {
            (0, log_1.log)('a pod cannot be registered', { pod: `${pod.metadata.namespace}/${pod.metadata.name}`, error: (0, log_1.said)(error) });
            return undefined;
        }
    }
    set(uid, entry) {
        const before = this.entries.get(uid);
        if (before?.id === entry?.id)
            return;
        if (entry)
            this.entries.set(uid, entry);
        else
            this.entries.delete(uid);
        this.tell([before, entry].filter(each => each !== undefined));
    }
}
exports.Pods = Pods;
