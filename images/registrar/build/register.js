"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Register = void 0;
const claim_1 = require("./claim");
const entry_1 = require("./entry");
const log_1 = require("./log");
const parallel_1 = require("./parallel");
const zookeeper_1 = require("./zookeeper");
/** How often what should be there is compared with what is there, if nothing has changed; it costs one request for each service. */
const AUDIT_MS = 30_000;
/** What was refused is tried again after this. */
const RETRY_MS = 3_000;
/** Brings the entries of one session in ZooKeeper to what the pods are, and keeps them there. */
class Register {
    session;
    claim;
    pods;
    metrics;
    /** What is known to be there, by the entry's id. */
    placed = new Map();
    /** Entries that have changed, by id. */
    changed = new Map();
    /** Folders in which there may be something that is not known. */
    unsure = new Set();
    handoverEnds;
    wake;
    /** @param handoverMs for so long a new entry may be there already, as an earlier registrar's last */
    constructor(session, claim, pods, metrics, handoverMs) {
        this.session = session;
        this.claim = claim;
        this.pods = pods;
        this.metrics = metrics;
        this.handoverEnds = Date.now() + handoverMs;
        pods.onChange(entries => {
            for (const entry of entries)
                this.changed.set(entry.id, entry);
            this.wake?.();
        });
        for (const { path } of pods.wanted())
            this.unsure.add(path);
    }
    /** Until the connection is lost or another registrar is in charge. */
    async run(settled) {
        let lost = false;
        void this.session.disconnection().then(() => {
            lost = true;
            this.wake?.();
        });
        await this.compare();
        await settled();
        for (let compared = Date.now(); !lost;) {
            const due = compared + (this.unsure.size > 0 ? RETRY_MS : AUDIT_MS);
            if (this.changed.size === 0)
                await this.somethingToDo(due - Date.now());
            if (lost)
                break;
            await this.apply();
            if (Date.now() < due)
                continue;
            await this.compare();
            compared = Date.now();
        }
        throw new zookeeper_1.ZooKeeperError('CONNECTION_LOSS');
    }
    /** What is there, against what should be: looks at what is in a folder only where it is not sure. */
    async compare() {
        if (!await this.session.exists(this.claim.check.check))
            throw new claim_1.Superseded();
        const wanted = byPath(this.pods.wanted());
        const known = byPath([...this.placed.values()].map(({ entry }) => entry));
        await (0, parallel_1.forEach)(new Set([...wanted.keys(), ...known.keys(), ...this.unsure]), path => this.careful(path, async () => {
            if (this.unsure.has(path))
                await this.survey(path, wanted.get(path) ?? []);
            else
                await this.audit(path, known.get(path) ?? []);
        }));
        for (const entry of this.pods.wanted())
            this.changed.set(entry.id, entry);
        for (const { entry } of this.placed.values())
            this.changed.set(entry.id, entry);
        await this.apply();
    }
    /** What goes wrong in one folder keeps nobody from the others. */
    async careful(path, act) {
        try {
            await act();
        }
        catch (error) {
            this.unsure.add(path);
            if (error instanceof claim_1.Superseded || isLoss(error))
                throw error;
            this.metrics.failed();
            (0, log_1.log)('ZooKeeper refuses', { path, error: (0, log_1.said)(error) });
        }
    }
    /** Someone may have removed what is known to be there. */
    async audit(path, known) {
        const names = new Set(await this.session.children(path));
        for (const { id } of known) {
            const placed = this.placed.get(id);
            if (placed && !names.has(placed.path.slice(path.length + 1)))
                this.placed.delete(id);
        }
    }
    /** Finds what an earlier registrar has left, and takes it over; and what this one made without learning of it. */
    async survey(path, wanted) {
        for (const [id, { entry }] of this.placed)
            if (entry.path === path)
                this.placed.delete(id);
        const nodes = [];
        await (0, parallel_1.forEach)(await this.session.children(path), async (name) => {
            const node = await this.session.read(`${path}/${name}`);
            if (node)
                nodes.push(node);
        });
        const found = new Map();
        for (const node of nodes) {
            const key = (0, entry_1.keyOf)(node.path.slice(path.length + 1), node.data);
            found.set(key, [...found.get(key) ?? [], node]);
        }
        const own = (node) => node.owner === this.session.id;
        await (0, parallel_1.forEach)(wanted, async (entry) => {
            const same = found.get(entry.key) ?? [];
            found.delete(entry.key);
            if (same.length === 1 && own(same[0]) && same[0].data === entry.data)
                this.placed.set(entry.id, { entry, path: same[0].path });
            else
                await this.place(entry, same);
        });
        for (const { path: forgotten } of [...found.values()].flat().filter(own)) {
            await this.session.commit(this.claim.check, { remove: forgotten }).catch(supersededAtCheck);
        }
        this.unsure.delete(path);
    }
    async apply() {
        const changed = this.changed;
        this.changed = new Map();
        const all = this.pods.wanted();
        const wanted = new Set(all.map(({ id }) => id));
        const gone = [...changed.values()].filter(({ id }) => !wanted.has(id));
        const missing = [...changed.values()].filter(({ id }) => wanted.has(id) && !this.placed.has(id));
        // First what clients must not call any more.
        await (0, parallel_1.forEach)(gone, entry => this.careful(entry.path, () => this.remove(entry)));
        if (Date.now() < this.handoverEnds) {
            const paths = byPath(all);
            await (0, parallel_1.forEach)(byPath(missing).keys(), path => this.careful(path, () => this.survey(path, paths.get(path))));
        }
        else {
            await (0, parallel_1.forEach)(missing, entry => this.careful(entry.path, () => this.place(entry)));
        }
        this.metrics.placed(this.placed.size);
    }
    /** In one step with the removal of what it replaces: no client sees both, or neither. */
    async place(entry, replaced = []) {
        const create = { create: `${entry.path}/${entry.name}`, data: entry.data, sequential: entry.sequential };
        const attempt = () => this.session.commit(this.claim.check, ...replaced.map(({ path }) => ({ remove: path })), create);
        const [path] = await attempt().catch(async (error) => {
            if (!isCode(error, 'NO_NODE') || error.operation === 0 || replaced.length > 0)
                throw error;
            await this.session.makeFolder(entry.path);
            return attempt();
        }).catch(supersededAtCheck);
        this.placed.set(entry.id, { entry, path });
        this.metrics.registered(replaced.length > 0 ? undefined : entry.readySince);
        (0, log_1.log)(replaced.length > 0 ? 'taken over' : 'registered', { pod: entry.pod, path });
    }
    async remove(entry) {
        const placed = this.placed.get(entry.id);
        if (!placed)
            return;
        await this.session.commit(this.claim.check, { remove: placed.path }).catch(error => {
            // Gone already is as good.
            if (!isCode(error, 'NO_NODE') || error.operation === 0)
                throw error;
        }).catch(supersededAtCheck);
        this.placed.delete(entry.id);
        this.metrics.removed();
        (0, log_1.log)('removed', { pod: entry.pod, path: placed.path });
    }
    async somethingToDo(ms) {
        let timer;
        await new Promise(resolve => {
            this.wake = resolve;
            timer = setTimeout(resolve, ms);
        });
        clearTimeout(timer);
    }
}
exports.Register = Register;
function byPath(entries) {
    const paths = new Map();
    for (const entry of entries) {
        const list = paths.get(entry.path);
        if (list)
            list.push(entry);
        else
            paths.set(entry.path, [entry]);
    }
    return paths;
}
function isCode(error, code) {
    return error instanceof zookeeper_1.ZooKeeperError && error.code === code;
}
function isLoss(error) {
    return isCode(error, 'CONNECTION_LOSS') || isCode(error, 'SESSION_EXPIRED');
}
/** The first operation of every transaction is the check of the claim. */
function supersededAtCheck(error) {
    throw isCode(error, 'NO_NODE') && error.operation === 0 ? new claim_1.Superseded() : error;
}
