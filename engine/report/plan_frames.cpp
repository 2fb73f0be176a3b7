// SPDX-License-Identifier: Apache-2.0
#include <tractwise/report/plan_frames.hpp>
