"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Registrar = void 0;
const claim_1 = require("./claim");
const log_1 = require("./log");
const parallel_1 = require("./parallel");
const register_1 = require("./register");
const settings_1 = require("./settings");
const zookeeper_1 = require("./zookeeper");
const POLL_MS = 500;
const PAUSE_MS = 3_000;
/** Session after session, as long as the process lives. */
class Registrar {
    settings;
    pods;
    metrics;
    /** Whether it has once had every pod of its node registered. */
    ready = false;
    claim;
    session;
    stopping = false;
    /** A process that has just started is the newest of its node. */
    newest = true;
    constructor(settings, pods, metrics) {
        this.settings = settings;
        this.pods = pods;
        this.metrics = metrics;
        this.claim = new claim_1.Claim(settings.claimPath, settings.node);
    }
    async run() {
        while (!this.pods.listed)
            await (0, parallel_1.sleep)(100);
        while (!this.stopping) {
            try {
                await this.live(this.begin());
            }
            catch (error) {
                if (this.stopping)
                    return;
                (0, log_1.log)('the session ends', { error: (0, log_1.said)(error) });
                this.session?.abandon();
                await (0, parallel_1.sleep)(PAUSE_MS * Math.random());
            }
        }
    }
    /**
     * Before the process ends. If it is in charge, its entries outlive it until the session times out: the next registrar of the node
     * takes them over, and no client misses a pod that still runs. If another one is in charge, nothing of it is left.
     */
    async stop() {
        this.stopping = true;
        const { session } = this;
        if (!session)
            return;
        if (!session.connected || await this.claim.release(session).catch(() => true))
            session.abandon();
        else
            await session.close();
    }
    begin() {
        const { servers, sessionTimeoutMs: timeoutMs } = this.settings;
        this.session = new zookeeper_1.Session({ servers, timeoutMs, credentials: (0, settings_1.credentialsOf)(this.settings) }, state => {
            this.metrics.connected(state === 'SYNC_CONNECTED');
            (0, log_1.log)('ZooKeeper', { state });
        });
        this.metrics.session();
        return this.session;
    }
    /** Until the session ends. */
    async live(session) {
        let register;
        for (;;) {
            await session.connection();
            try {
                if (!await this.claim.take(session, this.newest)) {
                    await (0, parallel_1.sleep)(POLL_MS);
                    continue;
                }
                this.newest = false;
                this.metrics.inCharge(true);
                register ??= new register_1.Register(session, this.claim, this.pods, this.metrics, 2 * this.settings.sessionTimeoutMs);
                await register.run(async () => {
                    await this.claim.settle(session);
                    this.ready = true;
                });
            }
            catch (error) {
                if (error instanceof claim_1.Superseded) {
                    this.metrics.inCharge(false);
                    if (await this.yield(session))
                        return;
                }
                else if (!(error instanceof zookeeper_1.ZooKeeperError)) {
                    throw error;
                }
                else if (error.code === 'SESSION_EXPIRED') {
                    this.metrics.inCharge(false);
                    throw error;
                }
                else if (error.code !== 'CONNECTION_LOSS') {
                    (0, log_1.log)('ZooKeeper refuses', { error: (0, log_1.said)(error) });
                    await (0, parallel_1.sleep)(PAUSE_MS);
                }
            }
        }
    }
    /** Keeps what is there until the other registrar has it; tells whether it has. */
    async yield(session) {
        for (;;) {
            const successor = await this.claim.successor(session);
            (0, log_1.log)('another registrar is in charge of the node', { successor });
            if (successor === undefined)
                return false;
            if (successor === 'settled') {
                await session.close();
                return true;
            }
            await (0, parallel_1.sleep)(POLL_MS);
        }
    }
}
exports.Registrar = Registrar;
