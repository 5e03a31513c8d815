/*
 * All that <sys/ipc.h> defines, used. header_msg.c and the like include one
 * header of System V IPC only, before this file: if that did not bring the
 * contents of <sys/ipc.h> along, they would not compile.
 */
#ifndef IPCTS_SYSV_KEY_HEADER_H
#define IPCTS_SYSV_KEY_HEADER_H

#define IPC_DIGEST                                                                                \
	((long)(IPC_CREAT | IPC_EXCL | IPC_NOWAIT) + (IPC_PRIVATE) + 2 * IPC_RMID + 3 * IPC_SET + \
	 5 * IPC_STAT + (long)sizeof(struct ipc_perm) + (long)sizeof(ftok("", 1)))

long ipc_digest_of_msg(void);
long ipc_digest_of_sem(void);
long ipc_digest_of_shm(void);

#endif
