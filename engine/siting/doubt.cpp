// SPDX-License-Identifier: Apache-2.0
#include <tractwise/siting/doubt.hpp>
