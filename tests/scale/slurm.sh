#!/bin/sh
# slurm.sh start|stop FOLDER: a Slurm of one node on the loopback interface, with its configuration, key, state and logs
# in FOLDER. SLURM_CONF is then FOLDER/slurm.conf.
#   proctrack/linuxproc, task/none: control groups are the machine's, and may not be there or not be writable.
#   AuthInfo: a munged of our own, so that one of the machine's is neither needed nor disturbed.
set -eu
. "$(dirname "$0")/../stores/daemon.sh"
folder=$2

configure() {
  ports=$(two_ports)
  me=$(id -un)
  cat >"$folder/slurm.conf" <<CONF
ClusterName=scale
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=$me
SlurmdUser=$me
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
SlurmctldPort=${ports% *}
SlurmdPort=${ports#* }
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=1,batch_sched_delay=0
NodeName=node NodeHostname=localhost NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=node Default=YES MaxTime=10 State=UP
CONF
}

idle() { sinfo --noheader --format=%t | grep idle; }

start() {
  mkdir -p "$folder/state" "$folder/spool"
  # munged wants its socket where everybody could reach it.
  chmod 755 "$folder"
  (umask 077 && head -c 128 /dev/urandom >"$folder/key")
  configure
  export SLURM_CONF="$folder/slurm.conf"
  munged --key-file="$folder/key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munged.log" --seed-file="$folder/seed" --num-threads=4 --force >/dev/null 2>&1
  slurmctld -D >"$folder/slurmctld.log" 2>&1 &
  slurmd -D -N node >"$folder/slurmd.log" 2>&1 &
  await 60 idle || {
    tail -n 5 "$folder/slurmctld.log" "$folder/slurmd.log" >&2
    exit 1
  }
}

stop() {
  for daemon in slurmctld slurmd munged; do
    if [ -f "$folder/$daemon.pid" ]; then kill "$(cat "$folder/$daemon.pid")" || true; fi
  done
}

"$1"
