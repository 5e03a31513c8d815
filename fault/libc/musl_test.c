/* The error paths of musl, where there is a compiler for it. */
#include "sweep_case.h"

ATF_TP_ADD_TCS(tp)
{
	return add_sweep_cases(tp, "subject-musl");
}
