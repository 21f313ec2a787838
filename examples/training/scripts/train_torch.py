"""Fits a line with PyTorch in as many processes as the environment says, from the last checkpoint on.

Knows nothing of Kubernetes: `init_process_group` finds its peers in the environment, under torchrun or without it.
"""
import os
import time

import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel

STEPS = int(os.environ.get("STEPS", "200"))
SECONDS_PER_STEP = float(os.environ.get("SECONDS_PER_STEP", "0"))  # a real model would work
CHECKPOINTS = os.environ.get("CHECKPOINTS", "/checkpoints")
CHECKPOINT = os.path.join(CHECKPOINTS, "model.pt")
SAVE_EVERY = 20


def data_of(rank):
    """Each process has its own share of the data: y = 3 a - 2 b + 1."""
    inputs = torch.randn(256, 2, generator=torch.Generator().manual_seed(rank))
    return inputs, inputs @ torch.tensor([[3.0], [-2.0]]) + 1


def load(model):
    """The step to go on from; DDP hands on what the first process has read."""
    start = torch.zeros(1, dtype=torch.long)
    if dist.get_rank() == 0 and os.path.exists(CHECKPOINT):
        saved = torch.load(CHECKPOINT)
        model.load_state_dict(saved["model"])
        start += saved["step"]
    dist.broadcast(start, 0)
    return int(start)


def save(model, step):
    if dist.get_rank() == 0 and os.path.isdir(CHECKPOINTS):
        torch.save({"model": model.state_dict(), "step": step}, CHECKPOINT + ".new")
        os.replace(CHECKPOINT + ".new", CHECKPOINT)


def main():
    torch.set_num_threads(1)
    dist.init_process_group("gloo")
    rank, world = dist.get_rank(), dist.get_world_size()
    plain = torch.nn.Linear(2, 1)
    start = load(plain)
    model = DistributedDataParallel(plain)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    inputs, targets = data_of(rank)
    print(f"rank {rank} of {world} starts at step {start}", flush=True)
    for step in range(start + 1, STEPS + 1):
        loss = torch.nn.functional.mse_loss(model(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        time.sleep(SECONDS_PER_STEP)
        if step % SAVE_EVERY == 0:
            save(plain, step)
            print(f"rank {rank} of {world} step {step} loss {loss.item():.6f}", flush=True)
    weights = " ".join(f"{value:.6f}" for value in [*plain.weight[0].tolist(), plain.bias.item()])
    print(f"rank {rank} of {world} ends at step {STEPS} loss {loss_of(plain, inputs, targets):.6f} weights {weights}", flush=True)
    dist.barrier()
    dist.destroy_process_group()


def loss_of(model, inputs, targets):
    with torch.no_grad():
        return torch.nn.functional.mse_loss(model(inputs), targets).item()


main()
