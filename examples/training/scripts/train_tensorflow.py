"""Fits a line with TensorFlow's MultiWorkerMirroredStrategy, which finds its peers in TF_CONFIG; from the last checkpoint on."""
import os
import time

import numpy as np
import tensorflow as tf

STEPS = int(os.environ.get("STEPS", "200"))
SECONDS_PER_STEP = float(os.environ.get("SECONDS_PER_STEP", "0"))  # a real model would work
CHECKPOINTS = os.environ.get("CHECKPOINTS", "/checkpoints")
SAVE_EVERY = 20


def data_of(worker):
    """Each worker has its own share of the data: y = 3 a - 2 b + 1."""
    inputs = np.random.default_rng(worker).standard_normal((256, 2), dtype=np.float32)
    return tf.constant(inputs), tf.constant(inputs @ np.float32([[3], [-2]]) + 1)


def main():
    tf.config.threading.set_intra_op_parallelism_threads(1)
    strategy = tf.distribute.MultiWorkerMirroredStrategy()
    worker, workers = strategy.cluster_resolver.task_id or 0, strategy.num_replicas_in_sync
    with strategy.scope():
        weights, bias, done = tf.Variable(tf.zeros((2, 1))), tf.Variable(tf.zeros(())), tf.Variable(0)
    # Every worker saves, but only the first one for good.
    folder = CHECKPOINTS if worker == 0 else "/tmp/checkpoints"
    checkpoint = tf.train.Checkpoint(weights=weights, bias=bias, done=done)
    manager = tf.train.CheckpointManager(checkpoint, folder, max_to_keep=2)
    checkpoint.restore(tf.train.latest_checkpoint(CHECKPOINTS))
    keep = os.path.isdir(CHECKPOINTS)
    inputs, targets = data_of(worker)

    @tf.function
    def step():
        def replica():
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(tf.square(inputs @ weights + bias - targets))
            gradients = tape.gradient(loss, [weights, bias])
            for variable, gradient in zip([weights, bias], tf.distribute.get_replica_context().all_reduce("MEAN", gradients)):
                variable.assign_sub(0.01 * gradient)
            done.assign_add(1)
            return loss

        return strategy.run(replica)

    print(f"worker {worker} of {workers} starts at step {done.numpy()}", flush=True)
    loss = None
    while done.numpy() < STEPS:
        loss = float(step())
        time.sleep(SECONDS_PER_STEP)
        if done.numpy() % SAVE_EVERY == 0:
            if keep:
                manager.save()
            print(f"worker {worker} of {workers} step {done.numpy()} loss {loss:.6f}", flush=True)
    values = " ".join(f"{value:.6f}" for value in [*weights.numpy()[:, 0], bias.numpy()])
    print(f"worker {worker} of {workers} ends at step {STEPS} loss {loss:.6f} weights {values}", flush=True)


main()
