/*
 * Deviants generated from the table of error conditions. For each condition
 * of a function of functions.def there are three:
 *
 * other_error		the function fails as it should, with an error it never has
 * success		the function reports success where it should fail
 * failure		the function always fails with that error
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>

#include "deviant.h"

enum kind { OTHER_ERROR, SUCCESS, FAILURE, KINDS };

static const char *const kind_names[] = {
	[OTHER_ERROR] = "other_error", [SUCCESS] = "success", [FAILURE] = "failure"};
static const char *const descriptions[] = {
	[OTHER_ERROR] = "fails with another error",
	[SUCCESS] = "reports success instead of failing",
	[FAILURE] = "fails without a reason",
};

/* An error that no function of the catalogue has. */
enum { UNDOCUMENTED_ERROR = EMLINK };

struct generic {
	struct deviant deviant;
	enum kind kind;
	void (*put)(void);
};

static struct generic generics[CATALOGUE_SIZE][KINDS];

/* Of the chosen deviant. */
static enum kind chosen_kind;
static int chosen_error;

/* Where the standard leaves two errors for one condition, the other one; or 0. */
static int chosen_alternative;

/* Whether a call that failed is the one to lie about. */
static bool is_chosen_failure(bool has_failed, int error)
{
	return has_failed && (error == chosen_error || error == chosen_alternative);
}

/* What a function returns instead of the number of its error. */
static int lie_about(int number)
{
	if (!is_chosen_failure(number != 0, number))
		return number;
	return chosen_kind == OTHER_ERROR ? UNDOCUMENTED_ERROR : 0;
}

static void fail_with(int error)
{
	errno = error;
}

/* What a function returns to say that it failed; and, as far as it can lie, that it did not. */
#define RESULT(type, stream, semaphore, other) \
	_Generic((type)0, FILE * : (stream), sem_t * : (semaphore), default : (type)(other))
#define FAILED(type) RESULT(type, NULL, SEM_FAILED, -1)
#define SUCCEEDED(type) RESULT(type, stdin, &any_semaphore, 0)

static sem_t any_semaphore;

/* Functions of these families return the number of their error, and leave errno alone. */
static bool returns_number(const char *name)
{
	return strncmp(name, "pthread_", strlen("pthread_")) == 0 || strcmp(name, "sigwait") == 0;
}

#define BODY(type, name, arguments)                                              \
	{                                                                        \
		type result;                                                     \
                                                                                 \
		if (chosen_kind == FAILURE && returns_number(#name))             \
			return (type)(intptr_t)chosen_error;                     \
		if (chosen_kind == FAILURE) {                                    \
			fail_with(chosen_error);                                 \
			return FAILED(type);                                     \
		}                                                                \
		result = real_##name arguments;                                  \
		if (returns_number(#name))                                       \
			return (type)(intptr_t)lie_about((int)(intptr_t)result); \
		if (!is_chosen_failure(result == FAILED(type), errno))           \
			return result;                                           \
		if (chosen_kind == SUCCESS) {                                    \
			fail_with(0);                                            \
			return SUCCEEDED(type);                                  \
		}                                                                \
		fail_with(UNDOCUMENTED_ERROR);                                   \
		return FAILED(type);                                             \
	}                                                                        \
	static void put_##name(void)                                             \
	{                                                                        \
		deviant_##name = generic_##name;                                 \
	}

#define FUNCTION(type, name, parameters, arguments) \
	static type generic_##name parameters BODY(type, name, arguments)
#define FUNCTION_ARGUMENT(type, name, parameters, anchor, last_type, last, arguments) \
	static type generic_##name(FUNCTION_BARE parameters, last_type last)          \
		BODY(type, name, arguments)
#define FUNCTION_ARGUMENTS(type, name, parameters, anchor, type1, name1, type2, name2, arguments) \
	static type generic_##name(FUNCTION_BARE parameters, type1 name1, type2 name2)            \
		BODY(type, name, arguments)
#include "functions.def"
#undef FUNCTION
#undef FUNCTION_ARGUMENT
#undef FUNCTION_ARGUMENTS

static const struct {
	const char *name;
	void (*put)(void);
} functions[] = {
#define FUNCTION(type, name, ...) {#name, put_##name},
#define FUNCTION_ARGUMENT(type, name, ...) {#name, put_##name},
#define FUNCTION_ARGUMENTS(type, name, ...) {#name, put_##name},
#include "functions.def"
};

/*
 * Pairs of error conditions that are one condition, for which the standard
 * leaves two errors.
 */
static const enum catalogue_index alternatives[][2] = {
	{CATALOGUE_ftruncate_efbig, CATALOGUE_ftruncate_einval_too_large},
	{CATALOGUE_ftruncate_ebadf, CATALOGUE_ftruncate_einval_not_writable},
	{CATALOGUE_shmat_einval_id, CATALOGUE_shmat_eidrm},
	{CATALOGUE_shmctl_einval, CATALOGUE_shmctl_eidrm},
	{CATALOGUE_mmap_eagain, CATALOGUE_mmap_enomem_locked},
	{CATALOGUE_mprotect_enomem_locked, CATALOGUE_mprotect_eagain},
	{CATALOGUE_setlk_eacces, CATALOGUE_setlk_eagain},
	{CATALOGUE_lockf_eacces, CATALOGUE_lockf_eagain_locked},
	{CATALOGUE_accept_eagain, CATALOGUE_accept_ewouldblock},
	{CATALOGUE_bind_edestaddrreq, CATALOGUE_bind_eisdir},
	{CATALOGUE_send_eagain, CATALOGUE_send_ewouldblock},
	{CATALOGUE_sendto_eagain, CATALOGUE_sendto_ewouldblock},
	{CATALOGUE_sendmsg_eagain, CATALOGUE_sendmsg_ewouldblock},
	{CATALOGUE_socket_write_eagain, CATALOGUE_socket_write_ewouldblock},
	{CATALOGUE_recv_eagain, CATALOGUE_recv_ewouldblock},
	{CATALOGUE_recvfrom_eagain, CATALOGUE_recvfrom_ewouldblock},
	{CATALOGUE_recvmsg_eagain, CATALOGUE_recvmsg_ewouldblock},
	{CATALOGUE_socket_read_eagain, CATALOGUE_socket_read_ewouldblock},
	{CATALOGUE_getsockopt_enoprotoopt, CATALOGUE_getsockopt_einval_option},
};

static int find_alternative(const struct requirement *r)
{
	size_t i;

	for (i = 0; i < sizeof(alternatives) / sizeof(alternatives[0]); i++) {
		if (r == &catalogue[alternatives[i][0]])
			return catalogue[alternatives[i][1]].error_number;
		if (r == &catalogue[alternatives[i][1]])
			return catalogue[alternatives[i][0]].error_number;
	}
	return 0;
}

static void choose_generic(const struct deviant *deviant)
{
	const struct generic *generic = (const struct generic *)deviant;

	chosen_kind = generic->kind;
	chosen_error = deviant->requirement->error_number;
	chosen_alternative = find_alternative(deviant->requirement);
	generic->put();
}

/* What puts the deviant of a function written "mkfifo()" or "fcntl(F_DUPFD)" in place. */
static void (*find_put(const char *function))(void)
{
	size_t length = strcspn(function, "(");
	size_t i;

	for (i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (strlen(functions[i].name) == length &&
		    strncmp(functions[i].name, function, length) == 0)
			return functions[i].put;
	return NULL;
}

__attribute__((constructor)) static void register_generics(void)
{
	enum kind kind;
	size_t i;

	for (i = 0; i < CATALOGUE_SIZE; i++) {
		const struct requirement *r = &catalogue[i];
		void (*put)(void) = r->error ? find_put(r->function) : NULL;

		if (!put || r->level == LEVEL_MAY || catalogue_untested[i])
			continue;
		for (kind = 0; kind < KINDS; kind++) {
			generics[i][kind] = (struct generic){
				{r, kind_names[kind], descriptions[kind], choose_generic, NULL},
				kind,
				put};
			register_deviant(&generics[i][kind].deviant);
		}
	}
}
