"""Resident memory of processes, as Linux counts it."""

from pathlib import Path


def proportional_mb(pids):
    """Megabytes that these processes hold together; what several of them share counts once (PSS)."""
    return sum(field(pid, "smaps_rollup", "Pss") for pid in pids) / 1000


def resident_mb(pid="self"):
    return field(pid, "status", "VmRSS") / 1000


def family(pid):
    """A process and all that descend from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in family(int(child)))]


def field(pid, file, name):
    """A number of kilobytes; none for a process that has gone."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) * 1.024 for line in lines if line.startswith(name + ":"))
