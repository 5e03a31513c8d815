#!/bin/sh
# A Slurm cluster of this host alone, for a test: its daemons, with one node name each, in
# namespaces of network and processes that end with it.
#
#	cluster.sh DIR COMMAND...	in DIR, a new folder, are its files
set -eu

dir=$1
shift
mkdir "$dir"
host=$(uname -n)
address=192.0.2.1 # names are looked up only where there is more than loopback
ip link set lo up
ip address add "$address/32" dev lo
head -c 128 /dev/urandom >"$dir/key"
chmod 600 "$dir/key"
munged --force --key-file="$dir/key" --socket="$dir/socket" --pid-file="$dir/munged.pid" \
	--log-file="$dir/munged.log" --seed-file="$dir/seed" --num-threads=1 2>"$dir/munged.errors"
cat >"$dir/slurm.conf" <<-END_OF_FILE
	ClusterName=test
	SlurmctldHost=${host%%.*}($address)
	SlurmUser=root
	AuthType=auth/munge
	AuthInfo=socket=$dir/socket
	CredType=cred/munge
	SlurmctldPort=6817
	SlurmctldPidFile=$dir/slurmctld.pid
	SlurmctldLogFile=$dir/slurmctld.log
	SlurmdPidFile=$dir/slurmd-%n.pid
	SlurmdLogFile=$dir/slurmd-%n.log
	StateSaveLocation=$dir/state
	SlurmdSpoolDir=$dir/spool-%n
	SlurmdParameters=config_overrides
	ProctrackType=proctrack/linuxproc
	TaskPlugin=task/none
	SelectType=select/cons_tres
	SelectTypeParameters=CR_CPU
	SchedulerParameters=sched_interval=1,batch_sched_delay=0,sched_min_interval=0
	JobAcctGatherType=jobacct_gather/none
	AccountingStorageType=accounting_storage/none
	MpiDefault=none
	ReturnToService=2
	KillWait=5
	NodeName=n[1-4] NodeHostname=${host%%.*} NodeAddr=$address Port=[7001-7004] CPUs=1
	PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END_OF_FILE
export SLURM_CONF="$dir/slurm.conf"
mkdir "$dir/state"
slurmctld -c
for node in n1 n2 n3 n4; do
	mkdir "$dir/spool-$node"
	slurmd -N "$node"
done
until [ "$(sinfo --noheader --Node --format %T 2>/dev/null | grep -c idle)" = 4 ]; do
	sleep 0.1
done
"$@"
