"""Fits a line with TensorFlow's ParameterServerStrategy: the chief hands out steps, workers compute them, parameter servers hold the model."""
import os
import time

import numpy as np
import tensorflow as tf

STEPS = int(os.environ.get("STEPS", "200"))
SECONDS_PER_STEP = float(os.environ.get("SECONDS_PER_STEP", "0"))  # a real model would work
CHECKPOINTS = os.environ.get("CHECKPOINTS", "/checkpoints")
SAVE_EVERY = 20


def serve(resolver):
    """Parameter servers and workers do what the chief says, and never end by themselves."""
    server = tf.distribute.Server(resolver.cluster_spec(), job_name=resolver.task_type, task_index=resolver.task_id, protocol="grpc")
    print(f"{resolver.task_type} {resolver.task_id} serves", flush=True)
    server.join()


def train(resolver):
    strategy = tf.distribute.ParameterServerStrategy(resolver)
    coordinator = tf.distribute.coordinator.ClusterCoordinator(strategy)
    with strategy.scope():
        weights, bias, done = tf.Variable(tf.zeros((2, 1))), tf.Variable(tf.zeros(())), tf.Variable(0)
    manager = tf.train.CheckpointManager(tf.train.Checkpoint(weights=weights, bias=bias, done=done), CHECKPOINTS, max_to_keep=2)
    manager.restore_or_initialize()
    keep = os.path.isdir(CHECKPOINTS)  # the parameter servers write there, too

    @tf.function
    def step():
        inputs = tf.random.normal((256, 2))
        targets = inputs @ tf.constant([[3.0], [-2.0]]) + 1
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(inputs @ weights + bias - targets))
        for variable, gradient in zip([weights, bias], tape.gradient(loss, [weights, bias])):
            variable.assign_sub(0.01 * gradient)
        done.assign_add(1)
        return loss

    print(f"chief starts at step {done.numpy()}", flush=True)
    loss = float("nan")
    while done.numpy() < STEPS:
        losses = [coordinator.schedule(step) for _ in range(SAVE_EVERY)]
        coordinator.join()
        loss = float(np.mean([each.fetch() for each in losses]))
        time.sleep(SECONDS_PER_STEP * SAVE_EVERY)
        if keep:
            manager.save()
        print(f"chief step {done.numpy()} loss {loss:.6f}", flush=True)
    values = " ".join(f"{value:.6f}" for value in [*weights.numpy()[:, 0], bias.numpy()])
    print(f"chief ends at step {done.numpy()} loss {loss:.6f} weights {values}", flush=True)


def main():
    resolver = tf.distribute.cluster_resolver.TFConfigClusterResolver()
    if resolver.task_type == "chief":
        train(resolver)
    else:
        serve(resolver)


main()
