# Sets JAVA_HOME to a JDK 25 or newer; sourced by ./calima and ./mvnw, so that both work where the default java is older.
# Looks at JAVA_HOME, then at the java on the PATH, then in the usual places. Fails with one line that says what to install.

calima_jdk_major() { # prints the major version of the JDK in $1, nothing when $1 holds no JDK
  [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

calima_find_jdk() {
  set +f
  path_javac=$(command -v javac 2>/dev/null || true)
  path_home=
  if [ -n "$path_javac" ]; then
    path_home=$(cd "$(dirname "$(readlink -f "$path_javac" 2>/dev/null || echo "$path_javac")")/.." && pwd)
  fi
  for candidate in "${JAVA_HOME-}" "$path_home" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.asdf/installs/java/* \
    "${HOME-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$candidate" ] || continue
    major=$(calima_jdk_major "$candidate")
    if [ "${major:-0}" -ge 25 ] 2>/dev/null; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  echo "Calima needs a JDK 25 or newer and found none: install Eclipse Temurin 25 (https://adoptium.net), or set JAVA_HOME to one." >&2
  return 1
}

calima_find_jdk || exit 2
