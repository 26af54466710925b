package dev.florin;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Florin {

    public static void main(String[] args) {
        SpringApplication.run(Florin.class, args);
    }
}
