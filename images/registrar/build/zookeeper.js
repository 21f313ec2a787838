"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Session = exports.ZooKeeperError = void 0;
const node_zookeeper_client_1 = require("node-zookeeper-client");
/** What ZooKeeper refused, or could not be asked. */
class ZooKeeperError extends Error {
    code;
    operation;
    constructor(
    /** Such as `NO_NODE` or `CONNECTION_LOSS`. */
    code, 
    /** Which operation of a transaction it was. */
    operation = 0) {
        super(`ZooKeeper: ${code}${operation > 0 ? ` at operation ${operation}` : ''}`);
        this.code = code;
        this.operation = operation;
    }
}
exports.ZooKeeperError = ZooKeeperError;
/**
 * One session of ZooKeeper, and the connections on which it lives.
 *
 * What node-zookeeper-client lacks is here: it never notices a server that is silent, it queues what is asked while it has no
 * connection, and it keeps half a message over a reconnect.
 */
class Session {
    options;
    onState;
    client;
    acl;
    beat;
    waiting = new Set();
    expired = false;
    closing = false;
    answered = Date.now();
    constructor(options, onState = () => undefined) {
        this.options = options;
        this.onState = onState;
        const { servers, timeoutMs, credentials } = options;
        this.client = (0, node_zookeeper_client_1.createClient)(servers, { sessionTimeout: timeoutMs, spinDelay: 500, retries: 0 });
        if (credentials) {
            this.client.addAuthInfo('digest', Buffer.from(credentials));
            this.acl = [new node_zookeeper_client_1.ACL(node_zookeeper_client_1.Permission.ALL, new node_zookeeper_client_1.Id('auth', '')), new node_zookeeper_client_1.ACL(node_zookeeper_client_1.Permission.READ, new node_zookeeper_client_1.Id('world', 'anyone'))];
        }
        this.client.on('state', state => this.changed(state));
        this.client.connect();
        this.beat = setInterval(() => this.check(), Math.max(timeoutMs / 6, 250));
    }
    get id() {
        return this.client.getSessionId().toString('hex');
    }
    get connected() {
        return !this.closing && this.client.getState() === node_zookeeper_client_1.State.SYNC_CONNECTED;
    }
    /** Waits for a connection; fails if the session has ended. */
    async connection() {
        while (!this.connected) {
            if (this.expired || this.closing)
                throw new ZooKeeperError('SESSION_EXPIRED');
            await this.change();
        }
    }
    /** Waits until the connection is lost. */
    async disconnection() {
        while (this.connected)
            await this.change();
    }
    async exists(path) {
        return await this.ask(done => this.client.exists(path, done)) !== null;
    }
    /** Names in a folder; none if there is no such folder. */
    async children(path) {
        return this.ask(done => this.client.getChildren(path, done)).catch(error => unless(error, 'NO_NODE', []));
    }
    async read(path) {
        const read = this.ask(done => this.client.getData(path, (error, data, stat) => {
            done(error, error ? undefined : { path, data: data?.toString('utf8') ?? '', owner: stat.ephemeralOwner.toString('hex') });
        }));
        return read.catch(error => unless(error, 'NO_NODE', undefined));
    }
    async write(path, data) {
        await this.ask(done => this.client.setData(path, Buffer.from(data), done));
    }
    /** Does all or nothing. What is created ends with the session. Gives the paths of what was created. */
    async commit(...operations) {
        const transaction = this.client.transaction();
        for (const operation of operations) {
            if ('check' in operation)
                transaction.check(operation.check);
            else if ('remove' in operation)
                transaction.remove(operation.remove);
            else
                transaction.create(operation.create, Buffer.from(operation.data), ...this.aclIfAny(), modeOf(operation.sequential));
        }
        const results = await this.ask(done => transaction.commit((error, all) => {
            // The one that failed has an error of its own; those behind it say only that another has failed.
            const failed = all?.findIndex(({ err }) => err !== undefined && err !== 0) ?? 0;
            done(error && new ZooKeeperError(error.name, Math.max(failed, 0)), all);
        }));
        return results.flatMap(({ path }) => path ?? []);
    }
    /** Makes a folder that stays, and those above it. */
    async makeFolder(path) {
        await this.ask(done => this.acl ? this.client.mkdirp(path, this.acl, done) : this.client.mkdirp(path, done));
    }
    /** Ends the session, and with it everything that it has created. */
    async close() {
        if (!this.connected)
            return this.abandon();
        // A server that does not answer ends the session anyway, a little later.
        const late = setTimeout(() => this.internals.socket?.destroy(), 2000);
        this.client.close();
        await this.disconnection();
        clearTimeout(late);
        this.abandon();
    }
    /** Lets go of the connection; what the session has created stays until its time is over. */
    abandon() {
        this.closing = true;
        clearInterval(this.beat);
        // Else the client connects again, and the session would live on.
        this.internals.connect = () => undefined;
        this.internals.socket?.destroy();
        this.wake();
    }
    get internals() {
        return this.client.connectionManager;
    }
    aclIfAny() {
        return this.acl ? [this.acl] : [];
    }
    changed(state) {
        this.answered = Date.now();
        if (state === node_zookeeper_client_1.State.EXPIRED || state === node_zookeeper_client_1.State.AUTH_FAILED) {
            this.expired = true;
            clearInterval(this.beat);
        }
        if (this.closing)
            this.internals.socket?.destroy();
        if (state === node_zookeeper_client_1.State.DISCONNECTED)
            this.internals.pendingBuffer = null;
        this.onState(state.name);
        this.wake();
    }
    /** Looks for another server where this one is silent. */
    check() {
        if (this.connected)
            this.exists('/').catch(() => undefined);
        if (Date.now() - this.answered < this.options.timeoutMs / 2)
            return;
        this.answered = Date.now();
        this.internals.socket?.destroy();
    }
    async ask(send) {
        if (!this.connected)
            throw new ZooKeeperError(this.expired ? 'SESSION_EXPIRED' : 'CONNECTION_LOSS');
        return new Promise((resolve, reject) => send((error, result) => {
            if (!error) {
                this.answered = Date.now();
                return resolve(result);
            }
            reject(error instanceof ZooKeeperError ? error : new ZooKeeperError(error.name));
        }));
    }
    change() {
        return new Promise(resolve => this.waiting.add(resolve));
    }
    wake() {
        const all = [...this.waiting];
        this.waiting.clear();
        for (const resolve of all)
            resolve();
    }
}
exports.Session = Session;
function modeOf(sequential = false) {
    return sequential ? node_zookeeper_client_1.CreateMode.EPHEMERAL_SEQUENTIAL : node_zookeeper_client_1.CreateMode.EPHEMERAL;
}
function unless(error, code, otherwise) {
    if (error instanceof ZooKeeperError && error.code === code)
        return otherwise;
    throw error;
}
