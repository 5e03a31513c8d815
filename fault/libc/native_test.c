/* The error paths of this system's C library. */
#include "sweep_case.h"

ATF_TP_ADD_TCS(tp)
{
	return add_sweep_cases(tp, "subject");
}
