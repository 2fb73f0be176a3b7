// SPDX-License-Identifier: Apache-2.0
#include <tractwise/study/siting_stage.hpp>
