/* epoll: descriptors that are watched, and what is reported of them. */
#ifndef IPCTS_WATCH_H
#define IPCTS_WATCH_H

#ifdef __linux__

#include "ready.h"

#include <sys/epoll.h>

/* A new epoll descriptor of the case; one that watches fd for the events, which come with fd. */
int new_watch(void);
int watch_for(int fd, uint32_t events);

/* epoll_ctl() with those events, and fd as the data; it must succeed. */
#define control_watch(watch, command, fd, events) AT(watch_control(watch, command, fd, events))

/* What the watch reports at once, of one descriptor; 0: nothing. */
#define reported(watch) AT(watch_report(watch))

/*
 * The descriptor is reported as the state says, for every subset of the events:
 * as long as it is so; with EPOLLET and with EPOLLONESHOT only once.
 */
#define expect_reported_exactly(state, fd) AT(watch_expect_exactly(state, fd))

void watch_control(int watch, int command, int fd, uint32_t events);
uint32_t watch_report(int watch);
void watch_expect_exactly(const struct state *state, int fd);

#endif
#endif
