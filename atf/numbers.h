/*
 * The system calls that some architectures of Linux lack: they have no number there,
 * which no thread is ever seen in.
 */
#ifndef IPCTS_NUMBERS_H
#define IPCTS_NUMBERS_H

#include <sys/syscall.h>

enum { NO_NUMBER = -3 };

#ifndef SYS_accept
#define SYS_accept NO_NUMBER
#endif
#ifndef SYS_epoll_wait
#define SYS_epoll_wait NO_NUMBER
#endif
#ifndef SYS_fcntl64
#define SYS_fcntl64 NO_NUMBER
#endif
#ifndef SYS_futex_time64
#define SYS_futex_time64 NO_NUMBER
#endif
#ifndef SYS_ipc
#define SYS_ipc NO_NUMBER
#endif
#ifndef SYS_mq_timedreceive_time64
#define SYS_mq_timedreceive_time64 NO_NUMBER
#endif
#ifndef SYS_mq_timedsend_time64
#define SYS_mq_timedsend_time64 NO_NUMBER
#endif
#ifndef SYS_msgrcv
#define SYS_msgrcv NO_NUMBER
#endif
#ifndef SYS_msgsnd
#define SYS_msgsnd NO_NUMBER
#endif
#ifndef SYS__newselect
#define SYS__newselect NO_NUMBER
#endif
#ifndef SYS_open
#define SYS_open NO_NUMBER
#endif
#ifndef SYS_pause
#define SYS_pause SYS_ppoll /* which its C libraries make of it */
#endif
#ifndef SYS_poll
#define SYS_poll NO_NUMBER
#endif
#ifndef SYS_ppoll_time64
#define SYS_ppoll_time64 NO_NUMBER
#endif
#ifndef SYS_pselect6_time64
#define SYS_pselect6_time64 NO_NUMBER
#endif
#ifndef SYS_rt_sigtimedwait_time64
#define SYS_rt_sigtimedwait_time64 NO_NUMBER
#endif
#ifndef SYS_select
#define SYS_select NO_NUMBER
#endif
#ifndef SYS_semop
#define SYS_semop NO_NUMBER
#endif
#ifndef SYS_semtimedop
#define SYS_semtimedop NO_NUMBER
#endif
#ifndef SYS_semtimedop_time64
#define SYS_semtimedop_time64 NO_NUMBER
#endif
#ifndef SYS_socketcall
#define SYS_socketcall NO_NUMBER
#endif
#ifndef SYS_waitpid
#define SYS_waitpid NO_NUMBER
#endif

#endif
