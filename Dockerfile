# docker build -t florin .
# docker run -p 8080:8080 -e SPRING_DATASOURCE_URL=… -e SPRING_DATASOURCE_USERNAME=… -e SPRING_DATASOURCE_PASSWORD=… \
#   -e FLORIN_MIGRATIONS_USERNAME=… -e FLORIN_MIGRATIONS_PASSWORD=… florin
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
# Dependencies change less often than code: a layer of their own
COPY .mvn .mvn
COPY mvnw pom.xml ./
RUN ./mvnw -q -B -ntp dependency:go-offline
COPY src src
RUN ./mvnw -q -B -ntp package -DskipTests \
    && java -Djarmode=tools -jar target/florin-*.jar extract --layers --launcher --destination extracted

FROM eclipse-temurin:25-jre
RUN useradd --system --no-create-home florin
WORKDIR /florin
COPY --from=build /build/extracted/dependencies/ ./
COPY --from=build /build/extracted/spring-boot-loader/ ./
COPY --from=build /build/extracted/snapshot-dependencies/ ./
COPY --from=build /build/extracted/application/ ./
USER florin
EXPOSE 8080
# No database in here: without SPRING_DATASOURCE_URL Florin says so and stops
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED", "org.springframework.boot.loader.launch.JarLauncher"]
