#!/bin/bash
# Kafka's tools are no part of the stand-in: that the broker takes connections is as much as it says.
# Called as: kafka-broker-api-versions.sh --bootstrap-server HOST:PORT
set -euo pipefail
exec 3<>"/dev/tcp/${2%:*}/${2#*:}"
