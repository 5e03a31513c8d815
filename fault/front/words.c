#include "words.h"

static const struct {
	const char *words;
	const char *value;
} failures[] = {
	[FAILURE_MINUS_ONE] = {"returns -1", "-1"},
	[FAILURE_NULL_POINTER] = {"returns a null pointer", "NULL"},
	[FAILURE_MINUS_ONE_POINTER] = {"returns (void *)-1", "MAP_FAILED"},
	[FAILURE_SEM_FAILED_POINTER] = {"returns SEM_FAILED", "SEM_FAILED"},
	[FAILURE_NUMBER] = {"returns the error number", "number"},
	[FAILURE_SHORT] = {"transfers half of what it could", "short"},
};

static const char *const effects[] = {
	[EFFECT_PLAIN] = "",
	[EFFECT_DONE_FIRST] = "is executed before it fails",
	[EFFECT_TRANSFER_IN] = "",
	[EFFECT_VECTOR_IN] = "",
	[EFFECT_MESSAGE_IN] = "",
	[EFFECT_TRANSFER_OUT] = "EPIPE with SIGPIPE",
	[EFFECT_VECTOR_OUT] = "EPIPE with SIGPIPE",
	[EFFECT_SEND] = "EPIPE with SIGPIPE, not with MSG_NOSIGNAL",
	[EFFECT_MESSAGE_OUT] = "EPIPE with SIGPIPE, not with MSG_NOSIGNAL",
	[EFFECT_CONNECTION] = "with EINTR and EINPROGRESS the connection is made nevertheless",
	[EFFECT_LOCK] = "with EOWNERDEAD the mutex is locked",
	[EFFECT_WAIT] = "with EOWNERDEAD the mutex is locked",
	[EFFECT_UNLOCK] = "",
	[EFFECT_INIT] = "",
	[EFFECT_HANDLER] = "",
	[EFFECT_FLOCK] = "",
	[EFFECT_REMOVE] = "",
	[EFFECT_CONTROL] = "",
	[EFFECT_OWN] = "",
};

const char *failure_words(const struct point *point)
{
	return failures[point->failure].words;
}

const char *failure_value(const struct point *point)
{
	return failures[point->failure].value;
}

const char *effect_words(const struct point *point)
{
	return effects[point->effect];
}
